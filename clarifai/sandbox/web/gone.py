"""What the API had once: paths that are gone, and what took their place."""
import re
from typing import Optional

KEY = "send an API key or a PAT with each request: 'Authorization: Key YOUR_KEY'"
_GONE = (
    (re.compile('/v[12]/token/?$'), 'there are no tokens any more; ' + KEY),
    (re.compile('/v1(/|$)'), 'version 1 of the API ended in 2017; predictions are POST '
     '/v2/models/{model_id}/outputs now, with {"inputs": [{"data": {"image": {"url": ...}}}]}; '
     + KEY))


def reason(path: str) -> Optional[str]:
    """Return what to use in place of a path that is gone, None for any other path."""
    return next((instead for pattern, instead in _GONE if pattern.match(path)), None)
