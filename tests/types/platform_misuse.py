"""Mistakes with `app.platform` that the types must find. A mark without an error is an error."""
# pyright: reportUnnecessaryTypeIgnoreComment=true
from clarifai.operations import Platform

platform = Platform(pat='p')
platform.list_inputs(perpage=50)  # type: ignore[call-arg]
platform.list_inputs.items(per_pages=50)  # type: ignore[call-arg]
platform.list_input()  # type: ignore[attr-defined]
platform.list_inputs(page='2')  # type: ignore[arg-type]
platform.list_inputs(ids='a')  # type: ignore[arg-type]
platform.get_key('m')  # type: ignore[call-arg]
platform.get_model.items()  # type: ignore[attr-defined]
platform.get_user(batch=False)  # type: ignore[call-arg]
for one in platform.list_inputs.items():
    print(one['idd'])  # type: ignore[typeddict-item]
    print(one['id'] + 1)  # type: ignore[operator]
Platform(pta='p')  # type: ignore[call-arg]
