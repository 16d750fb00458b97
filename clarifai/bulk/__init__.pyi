from clarifai.bulk.prediction import predict as predict
from clarifai.bulk.report import ItemError as ItemError
from clarifai.bulk.report import Report as Report
from clarifai.bulk.report import Result as Result
from clarifai.bulk.runner import Run as Run
from clarifai.bulk.source import Source as Source
from clarifai.bulk.uploading import upload as upload

__all__ = ["ItemError", "Report", "Result", "Run", "Source", "predict", "upload"]
