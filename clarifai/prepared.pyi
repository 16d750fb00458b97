from typing import Any, Dict, Mapping, Optional, Tuple, Union

import requests
from requests.auth import AuthBase

from clarifai.bodies import JsonBody

KEPT: int

class Routes:
    process: int
    def __init__(self, session: requests.Session) -> None: ...
    def request(
        self,
        session: requests.Session,
        method: str,
        url: str,
        auth: AuthBase,
        headers: Mapping[str, str],
        params: Optional[Dict[str, Any]],
        body: Union[bytes, JsonBody, None],
    ) -> Tuple[requests.PreparedRequest, Dict[str, Any]]: ...

def routes_of(session: requests.Session) -> Routes: ...
