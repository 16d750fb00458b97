from typing import Any, Dict, NamedTuple

class Advice(NamedTuple):
    code: str
    fields: Dict[str, Any]

PAT_AS_KEY: str
CHECK_KEY: str
CHECK_PAT: str
NAME_AS_ID: str
PUBLIC_NEEDS_PAT: str
PUBLIC_IS_FIXED: str
PUBLIC_IS_GONE: str
RUNNING_NEEDS_PAT: str
NOT_IN_APP: str
NOT_PUBLIC: str
NOT_OPEN: str
NOWHERE: str
SENT_VIDEO: str
SENT_PICTURE: str
SENT_PATH: str
SENT_NO_SCHEME: str
SENT_DATA_URL: str
DUPLICATE: str
NOT_DOWNLOADED: str
