from clarifai.views.dataframe import to_dataframe as to_dataframe
from clarifai.views.drawing import draw as draw
from clarifai.views.gallery import write_gallery as write_gallery
from clarifai.views.showing import View as View, show as show

__all__ = ["View", "draw", "show", "to_dataframe", "write_gallery"]
