from typing import Any, Callable, Optional, Type, TypeVar

_F = TypeVar("_F", bound=Callable[..., Any])
_T = TypeVar("_T")

def warn(message: str, category: Type[Warning] = ...) -> None: ...
def accepts_forms(*signatures: str) -> Callable[[_F], _F]: ...
def renamed(
    old_name: str, old: Optional[_T], new_name: str, new: Optional[_T]
) -> Optional[_T]: ...
