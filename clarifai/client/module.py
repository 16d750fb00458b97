"""Module: a name that today's SDK has, of something that today's API has no more."""
from __future__ import annotations

from typing import Any, Dict, NoReturn, Optional

from clarifai.errors import UserError

SENTENCE = ('Clarifai\'s API has no modules any more, so %s can do nothing: make a program of your '
            'own that uses clarifai.client')


def gone(name: str) -> UserError:
    """The UserError of something that is about modules.

    Args:
        name (str): what it is.
    """
    return UserError(SENTENCE % name)


class Module:
    """A module, of which today's API has none.

    Args:
        url (str), module_id (str), module_version (dict), base_url (str), pat (str), token (str),
            root_certificates_path (str), **kwargs: as they were.

    Raises:
        UserError: always.
    """

    def __init__(self, url: Optional[str] = '', module_id: Optional[str] = '',
                 module_version: Dict[str, Any] = {'id': ''}, base_url: Optional[str] = None,
                 pat: Optional[str] = '', token: Optional[str] = '',
                 root_certificates_path: Optional[str] = None, **kwargs: Any) -> None:
        raise gone('Module')

    def list_versions(self, page_no: Optional[int] = None,
                      per_page: Optional[int] = None) -> NoReturn:
        """Refuse; see the class.

        Args:
            page_no (int), per_page (int): as they were.

        Raises:
            UserError: always.
        """
        raise gone('Module.list_versions')
