"""Search: the inputs of an app by what they look like, say, are and have."""
from __future__ import annotations

from typing import Any, Generator, Mapping, Sequence

from clarifai.client.base import BaseClient
from clarifai.client.lister import Lister
from clarifai.client.search_query import query_of
from clarifai.constants.search import (DEFAULT_SEARCH_ALGORITHM, DEFAULT_SEARCH_METRIC,
                                       DEFAULT_TOP_K)
from clarifai.errors import UserError
from clarifai.operations.misses import alike
from clarifai.paging import answers_of_list, endless
from clarifai.redact import shown

METRICS = {'cosine': 'COSINE_DISTANCE', 'euclidean': 'EUCLIDEAN_DISTANCE'}
ALGORITHMS = ('nearest_neighbor', 'brute_force')
LONGEST_PAGE = 1000


class Search(Lister, BaseClient):
    """Searches the inputs of an app.

    Args:
        user_id: whose app it is; ``CLARIFAI_USER_ID``.
        app_id: the app; ``CLARIFAI_APP_ID``.
        top_k: how many hits to give at most; 10 unless hits are asked for by page.
        metric: 'euclidean' or 'cosine', or as the API writes them.
        algorithm: 'nearest_neighbor' or 'brute_force'; the former has no cosine, for which the
            latter is used.
        pagination: whether to give all hits, page by page, where no `top_k` is given.
        base_url: where the API is; ``CLARIFAI_API_BASE``, or https://api.clarifai.com.
        pat: a personal access token; ``CLARIFAI_PAT``.
        token: a session token in place of it; ``CLARIFAI_SESSION_TOKEN``.
        root_certificates_path: a file of the certificates to trust.
        **kwargs: what `BaseClient` takes beside these.

    Raises:
        UserError: an argument does not fit, or there is no credential.
    """

    def __init__(self, user_id: str | None, app_id: str | None, top_k: int | None = None,
                 metric: str = DEFAULT_SEARCH_METRIC, algorithm: str = DEFAULT_SEARCH_ALGORITHM,
                 pagination: bool = False, base_url: str | None = None, pat: str | None = None,
                 token: str | None = None, root_certificates_path: str | None = None,
                 **kwargs: Any) -> None:
        algorithm = kwargs.pop('alogrithm', algorithm)  # as a list of today's reference spells it
        if top_k is not None and (type(top_k) is not int or top_k < 1):
            raise UserError('top_k must be a whole number from 1, not %s' % shown(top_k))
        if top_k is not None and pagination:
            raise UserError('give top_k or pagination=True, not both: the one gives the best hits, '
                            'the other all, page by page')
        self.metric_distance = _choice('metric', metric, dict(
            METRICS, **{name: name for name in METRICS.values()}))
        self.algorithm = _choice('algorithm', algorithm, {name: name for name in ALGORITHMS})
        if self.metric_distance == METRICS['cosine']:
            self.algorithm = 'brute_force'
        self.top_k = top_k if top_k or pagination else DEFAULT_TOP_K
        self.pagination = bool(pagination)
        BaseClient.__init__(self, user_id=user_id, app_id=app_id, base_url=base_url, pat=pat,
                            token=token, root_certificates_path=root_certificates_path, **kwargs)
        Lister.__init__(self, page_size=LONGEST_PAGE)

    def query(self, ranks: Sequence[Mapping[str, Any]] = [{}],
              filters: Sequence[Mapping[str, Any]] = [{}], page_no: int | None = None,
              per_page: int | None = None) -> Generator[Any, None, None]:
        """Search.

        A rank says what hits are to be like, a filter what they have to have::

            search.query(ranks=[{'image_url': 'https://samples.clarifai.com/dog.tiff'}],
                         filters=[{'concepts': [{'name': 'dog', 'value': 1}]}])

        Args:
            ranks: dictionaries with any of `image_url`, `image_bytes`, `text_raw`, `concepts` (each
                with `id`, `name`, `language` and `value`, which is 0 for what is not there),
                `metadata` and `geo_point` (with `longitude`, `latitude` and `geo_limit`, which is
                in kilometers).
            filters: the same, and `input_types`, `input_dataset_ids` and `input_status_code`.
                Filters must all hold; of what one of them says, a part is enough.
            page_no, per_page: one page of the hits; the best `top_k`, or all, when both are None.

        Returns:
            generator of Message: the answers, each a page with its `hits`.

        Raises:
            UserError: a rank or filter does not fit; at once, and it says which key.
            ApiError: the server refused, failed or could not be reached; when hits are read.
            ApiClientError: it gave a page again, so that there would be no end.

        Route: ``POST /v2/users/{user_id}/apps/{app_id}/inputs/searches``
        """
        for name, number in (('page_no', page_no), ('per_page', per_page)):
            if number is not None and (type(number) is not int or number < 1):
                raise UserError('%s must be a whole number from 1, not %s' % (name, shown(number)))
        search = {'query': query_of(ranks, filters), 'algorithm': self.algorithm,
                  'metric': self.metric_distance}
        return self._pages(search, page_no, per_page)

    def _pages(self, search: Mapping[str, Any], page_no: int | None,
               per_page: int | None) -> Generator[Any, None, None]:
        is_one = page_no is not None or per_page is not None
        left = None if is_one else self.top_k
        size = per_page or min(left or self.default_page_size, self.default_page_size)

        def fetch(page: int) -> Any:
            return self.call('PostInputsSearches', searches=[search],
                             pagination={'page': page, 'per_page': size})

        def following(page: int, hits: Sequence[Any]) -> int | None:
            return None if is_one or left == 0 or len(hits) < size else page + 1

        for answer in answers_of_list(page_no or 1, fetch, _inputs_of, following,
                                      lambda page, answer: endless('hits', page)):
            if left is not None:
                del answer.hits[left:]
                left -= len(answer.hits)
            yield answer


def _inputs_of(answer: Any) -> list[Any]:
    return [hit.input.id or hit for hit in answer.hits]


def _choice(argument: str, value: Any, choices: Mapping[str, str]) -> str:
    if isinstance(value, str) and value in choices:
        return choices[value]
    like = alike(value.lower(), choices) if isinstance(value, str) else ''
    names = sorted(name for name in choices if name.islower())
    raise UserError('%s must be %s, not %s%s' % (argument, ' or '.join(names), shown(value), like))
