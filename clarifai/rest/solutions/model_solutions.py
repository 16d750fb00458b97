"""The solutions of one model, 2.4.0 to 2.6.2."""
from __future__ import absolute_import

from clarifai.errors import UserError
from clarifai.rest.solutions.moderation import HOST_GONE


class ModelSolutionsModeration(object):
    """A model's moderation.

    Args:
        solutions (Solutions): the app's solutions.
        model (Model): the model.
    """

    def __init__(self, solutions, model):
        self.solutions = solutions
        self.model = model

    def predict_by_url(self, url):
        """Predict a picture on the web, to be checked by people.

        Args:
            url (str): where it is.

        Returns:
            dict: the JSON of the answer.

        Raises:
            UserError: the service is closed.
        """
        if self.solutions is None:
            raise UserError(HOST_GONE)
        return self.solutions.moderation.predict_model(self.model.model_id, url)


class ModelSolutions(object):
    """A model's solutions.

    Args:
        solutions (Solutions): the app's solutions.
        model (Model): the model.
    """

    def __init__(self, solutions, model):
        self.moderation = ModelSolutionsModeration(solutions, model)
