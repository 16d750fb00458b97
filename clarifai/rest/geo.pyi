from typing import Any, ClassVar, Dict, Optional

from clarifai.value import Value

class GeoPoint(Value):
    longitude: float
    latitude: float
    def __init__(self, longitude: float, latitude: float) -> None: ...
    def dict(self) -> Dict[str, Any]: ...

class GeoLimit(Value):
    convert_table: ClassVar[Dict[str, str]]
    limit_type: str
    limit_range: float
    def __init__(self, limit_type: str = "mile", limit_range: float = 10) -> None: ...
    def dict(self) -> Dict[str, Any]: ...

class GeoBox(Value):
    point1: GeoPoint
    point2: GeoPoint
    def __init__(self, point1: GeoPoint, point2: GeoPoint) -> None: ...
    def dict(self) -> Dict[str, Any]: ...

class Geo(Value):
    geo_point: Optional[GeoPoint]
    geo_limit: Optional[GeoLimit]
    geo_box: Optional[GeoBox]
    def __init__(
        self,
        geo_point: Optional[GeoPoint] = None,
        geo_limit: Optional[GeoLimit] = None,
        geo_box: Optional[GeoBox] = None,
    ) -> None: ...
    def dict(self) -> Dict[str, Any]: ...

def geo_from_json(item: Optional[Dict[str, Any]]) -> Optional[Geo]: ...
