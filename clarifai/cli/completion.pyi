from typing import Any, Callable, Dict, List, Tuple
import argparse

DESCRIPTION: str
EXAMPLES: str
BASH: str
ZSH: str
FISH: str
SHELLS: Dict[str, Callable[[Dict[Tuple[str, ...], List[str]]], str]]

def add_to(commands: Any) -> argparse.ArgumentParser: ...
def run(options: argparse.Namespace, parser: argparse.ArgumentParser) -> int: ...
def words_of(
    parser: argparse.ArgumentParser, path: Tuple[str, ...] = ()
) -> Dict[Tuple[str, ...], List[str]]: ...
