from typing import Any, Tuple
import argparse

DESCRIPTION: str
EXAMPLES: str
COLUMNS: Tuple[str, ...]
SHOWN: int

def add_to(commands: Any) -> argparse.ArgumentParser: ...
def run(options: argparse.Namespace) -> int: ...
