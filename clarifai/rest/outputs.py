"""What a prediction is asked to give."""
from __future__ import absolute_import

from clarifai.errors import UserError
from clarifai.redact import shown
from clarifai.rest.concept import check_concepts
from clarifai.rest.numbers import number, whole_number
from clarifai.value import Value


class ModelOutputConfig(Value):
    """How a model answers.

    Args:
        mutually_exclusive (bool): whether only one of its concepts can be true.
        closed_environment (bool): whether what is not annotated counts as not true.
        language (str): the language of concept names, such as 'zh'.
        min_value (float): leave out concepts below it, 0 to 1.
        max_concepts (int): give at most so many concepts, 0 to 200.
        select_concepts (list of Concept): give only these.
        sample_ms (int): look at a video every so many milliseconds.
    """

    def __init__(self, mutually_exclusive=None, closed_environment=None, language=None,
                 min_value=None, max_concepts=None, select_concepts=None, sample_ms=None):
        if select_concepts is not None:
            check_concepts(select_concepts, 'select_concepts')
        self.concepts_mutually_exclusive = mutually_exclusive
        self.closed_environment = closed_environment
        self.language = language
        self.min_value = None if min_value is None else number(min_value, 'min_value')
        self.max_concepts = None if max_concepts is None else whole_number(
            max_concepts, 'max_concepts')
        self.select_concepts = select_concepts
        self.sample_ms = None if sample_ms is None else whole_number(sample_ms, 'sample_ms')

    def dict(self):
        """The settings as the API writes them; ``{}`` when none is set."""
        config = dict((name, value) for name, value in self.__dict__.items() if value is not None)
        for name, check in (('min_value', number), ('max_concepts', whole_number),
                            ('sample_ms', whole_number)):
            if name in config:  # set since
                config[name] = check(config[name], name)
        if self.select_concepts:
            config['select_concepts'] = [concept.dict() for concept in self.select_concepts]
        return {'output_config': config} if config else {}


class ModelOutputInfo(Value):
    """A model's concepts and how it answers.

    Args:
        concepts (list of Concept): its concepts.
        output_config (ModelOutputConfig): how it answers.
    """

    def __init__(self, concepts=None, output_config=None):
        if concepts is not None:
            check_concepts(concepts, 'concepts')
        if output_config is not None and not isinstance(output_config, ModelOutputConfig):
            raise UserError('output_config must be a ModelOutputConfig, not %s'
                            % shown(output_config))
        self.concepts = concepts
        self.output_config = output_config

    def dict(self):
        """The information as the API writes it; ``{}`` when there is none."""
        info = {}
        if self.concepts:
            info['data'] = {'concepts': [concept.dict() for concept in self.concepts]}
        if self.output_config is not None:
            info.update(self.output_config.dict())
        return {'output_info': info} if info else {}
