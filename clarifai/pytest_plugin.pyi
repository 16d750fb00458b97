from typing import Any

PREFIX: str

clarifai_sandbox_options: Any
clarifai_sandbox_server: Any
clarifai_sandbox: Any
