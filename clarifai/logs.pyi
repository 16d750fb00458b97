from typing import Optional
import logging

logger: logging.Logger

def show(quiet: bool, log_level: Optional[int]) -> None: ...
