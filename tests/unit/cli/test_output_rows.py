"""What models found, as rows."""
from __future__ import absolute_import

from clarifai.cli.output_rows import rows_of

CAT = {'id': 'c', 'name': 'cat', 'value': 0.9}
BOX = {'bounding_box': {'top_row': 0.1, 'left_col': 0.2, 'bottom_row': 0.4, 'right_col': 0.7}}


def test_concepts():
    assert list(rows_of({'data': {'concepts': [CAT]}})) == [('c', 'cat', 0.9, '')]


def test_colours():
    colour = {'raw_hex': '#ff0000', 'value': 0.5, 'w3c': {'hex': '#ff0000', 'name': 'Red'}}
    assert list(rows_of({'data': {'colors': [colour]}})) == [('#ff0000', 'Red', 0.5, '')]


def test_regions_with_and_without_concepts():
    regions = [{'id': 'r1', 'region_info': BOX, 'data': {'concepts': [CAT]}},
               {'id': 'r2', 'region_info': BOX, 'value': 0.8},
               {'id': 'r3', 'data': {'face': {'identity': {'concepts': [CAT]}}}}]
    assert list(rows_of({'data': {'regions': regions}})) == [
        ('c', 'cat', 0.9, '20,10 50x30'), ('r2', 'region', 0.8, '20,10 50x30'),
        ('c', 'cat', 0.9, '')]


def test_frames_of_a_video():
    frame = {'frame_info': {'index': 1, 'time': 1500}, 'data': {'concepts': [CAT]}}
    assert list(rows_of({'data': {'frames': [frame]}})) == [('c', 'cat', 0.9, '1.5 s')]


def test_embeddings_and_clusters_are_named_not_listed():
    data = {'embeddings': [{'vector': [0.0] * 1024}], 'clusters': [{'id': '7_3'}]}
    assert list(rows_of({'data': data})) == [
        (None, '1024 numbers', None, ''), ('7_3', 'cluster', None, '')]


def test_all_models_of_a_workflow():
    result = {'outputs': [{'data': {'concepts': [CAT]}}, {'data': {'concepts': [CAT]}}]}
    assert len(list(rows_of(result))) == 2


def test_an_empty_output_has_none():
    assert list(rows_of({})) == []
