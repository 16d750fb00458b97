"""Results as a table of pandas; what a row has is tested where pandas is missing, too."""
from __future__ import absolute_import, unicode_literals

import sys
import types

import pytest
from view_samples import BOX, concept, output, region, result

from clarifai.bulk import Source
from clarifai.errors import UserError
from clarifai.rest.media import input_from_json
from clarifai.views import to_dataframe


@pytest.fixture
def rows(monkeypatch):
    """Returns the columns and the rows that pandas is given."""
    module = types.ModuleType(str('pandas'))
    module.DataFrame = lambda rows, columns: (columns, rows)
    monkeypatch.setitem(sys.modules, 'pandas', module)
    return lambda *results: to_dataframe(iter(results))


def test_each_thing_that_was_found_is_a_row(rows):
    columns, found = rows(result('a.jpg', output([concept('cat', 0.9), concept('dog', 0.1)])))
    assert columns == ['index', 'source', 'model', 'kind', 'id', 'name', 'value', 'region', 'left',
                       'top', 'width', 'height', 'time', 'error']
    assert [(row['source'], row['model'], row['kind'], row['name'], row['value'])
            for row in found] == [('a.jpg', 'm', 'concept', 'cat', 0.9),
                                  ('a.jpg', 'm', 'concept', 'dog', 0.1)]
    assert all(set(row) <= set(columns) for row in found)


def test_boxes_times_and_vectors(rows):
    frame = {'frame_info': {'time': 1500}, 'data': {'regions': [region('face')]}}
    columns, found = rows(result('a.mp4', output(
        frames=[frame], embeddings=[{'vector': [0.5, 0.25]}], regions=[{'region_info': BOX}])))
    vector, plain, face = found
    assert columns[-1] == 'vector' and vector['vector'] == [0.5, 0.25]
    assert (plain['kind'], plain['name'], plain['time']) == ('region', None, None)
    assert (face['name'], face['time'], face['region']) == ('face', 1.5, 1)
    assert [round(face[edge], 9) for edge in ('left', 'top', 'width', 'height')] == [
        0.2, 0.1, 0.5, 0.3]


def test_a_source_without_findings_and_one_with_an_error_have_a_row_each(rows):
    _, found = rows(result('a.jpg', output()), result('b.jpg', None, 1, (30002, 'gone')))
    assert [(row['index'], row['source'], row.get('error')) for row in found] == [
        (0, 'a.jpg', None), (1, 'b.jpg', '30002: gone')]


def test_uploads(rows):
    given = input_from_json({'id': 'i1', 'data': {'image': {'url': 'https://a.b/c.png'}}})
    columns, found = rows(result('a.jpg', given=given), result('b.jpg', None, 1, (30002, 'gone')),
                          result('c.jpg', given={'id': 'i2'}))
    assert columns == ['index', 'source', 'input_id', 'error']
    assert [row.get('input_id') for row in found] == ['i1', None, 'i2']


@pytest.mark.parametrize('source, label', [
    ('https://ann:password@a.b/c.png?token=secret', 'https://****@a.b/c.png'),
    ('https://ann:pass?word@a.b/c.png', 'https://****@a.b/c.png'),
    (Source('https://a.b/c.png?token=secret'), 'https://a.b/c.png'),
    ('photos/a.jpg', 'photos/a.jpg'),
    (b'\0' * 5, '5 bytes')])
def test_a_source_is_named_without_what_is_secret(rows, source, label):
    assert rows(result(source, output()))[1][0]['source'] == label


def test_a_table_of_pandas():
    pandas = pytest.importorskip('pandas')
    table = to_dataframe([result('a.jpg', output([concept('cat', 0.9), concept('dog', 0.1)])),
                          result('b.jpg', None, 1, (30002, 'gone'))])
    assert isinstance(table, pandas.DataFrame) and len(table) == 3
    assert list(table[table.value > 0.5].name) == ['cat']
    assert table.groupby('source').value.max().to_dict()['a.jpg'] == 0.9


def test_without_pandas_it_says_what_to_install_and_takes_nothing(monkeypatch):
    monkeypatch.setitem(sys.modules, 'pandas', None)

    def results():
        pytest.fail('nobody can use this')
        yield
    with pytest.raises(UserError) as caught:
        to_dataframe(results())
    assert str(caught.value) == (
        'a DataFrame needs pandas, which is not installed: pip install pandas')
