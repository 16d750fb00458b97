"""Lister: pages of a list, for the classes that have some."""
from __future__ import annotations

from operator import itemgetter
from typing import Any, Callable, Generator

from clarifai.client.base import PER_PAGE, BaseClient, plain
from clarifai.errors import ApiError, UserError
from clarifai.paging import answers_of_list, endless
from clarifai.redact import shown
from clarifai.status_codes import SUCCESS


class Lister(BaseClient):
    """Goes through lists page by page.

    Args:
        page_size (int): how many items a page has where nothing else is said.

    Attributes:
        default_page_size (int): that number.
    """

    default_page_size: int = PER_PAGE

    def __init__(self, page_size: int = 16) -> None:
        if type(page_size) is not int or page_size < 1:
            raise UserError('page_size must be a whole number from 1, not %s' % shown(page_size))
        self.default_page_size = page_size

    def list_pages_generator(self, endpoint: Callable[..., Any], proto_message: Any,
                             request_data: dict[str, Any], page_no: int | None = None,
                             per_page: int | None = None
                             ) -> Generator[dict[str, Any], None, None]:
        """Go through a list of an operation of the stub.

        Args:
            endpoint (callable): takes a request and gives an answer, such as
                ``app.STUB.ListModels``.
            proto_message (callable): makes the request of keywords, such as
                ``messages.ListModelsRequest`` or its class of protobuf; None for a dictionary.
            request_data (dict): these keywords, without the page.
            page_no (int), per_page (int): one page of it, of `default_page_size` items where only
                its number is given; the whole list when both are None.

        Yields:
            dict: an item; its id is also there as ``model_id`` and the like.

        Raises:
            ApiError: the server refused, failed or could not be reached.
            ApiClientError: it gave a page again, so that there would be no end.
        """
        make = proto_message or dict
        is_whole = page_no is None and per_page is None

        def fetch(page: int) -> tuple[str, list[Any]]:
            request = dict(request_data, page=page, per_page=per_page or self.default_page_size)
            return _list_in(plain(endpoint(make(**request))), request)

        for name, items in answers_of_list(
                page_no or 1, fetch, itemgetter(1), lambda page, _: page + 1 if is_whole else None,
                lambda page, answer: endless(answer[0] + 's', page)):
            for item in items:
                yield dict(item, **{name + '_id': item['id']}) if 'id' in item else item


def _list_in(answer: dict[str, Any], request: dict[str, Any]) -> tuple[str, list[Any]]:
    """The name of a list's items, such as 'model', and the list."""
    if (answer.get('status') or {}).get('code', SUCCESS) not in (SUCCESS, 'SUCCESS'):
        raise ApiError('the list', request, 'GET', answer=answer)
    for name, value in answer.items():
        if isinstance(value, list):
            return name[:-1], value
    return '', []
