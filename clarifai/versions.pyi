from typing import Dict

CLIENT_VERSION: str
OS_VER: str
PYTHON_VERSION: str
CLIENT_HEADERS: Dict[str, str]
