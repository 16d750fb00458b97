"""Keys and PATs are in no journal, result or report of bulk work."""
from __future__ import absolute_import

import pytest

import leaks
from clarifai import bulk
import steps
from server import Server
from test_secrets import DIALECTS, echo

URLS = ['https://pics.example.com/%d.jpg' % one for one in range(6)]
FAULTS = {'none': steps.ok, 'reset': steps.reset_unacted, 'an echo of the key': echo,
          'HTTP 500': steps.refuse(500), 'no HTTP': steps.no_http}


@pytest.mark.parametrize('dialect', sorted(DIALECTS))
@pytest.mark.parametrize('fault', sorted(FAULTS))
def test_journals_results_and_reports(connect, tmpdir, capsys, fault, dialect):
    journal, shown = tmpdir.join('journal'), []
    with Server(FAULTS[fault]) as server:
        app = connect(server, **DIALECTS[dialect])
        for work in (bulk.predict(app.public_models.general_model, URLS, batch=2, progress=True,
                                  journal=str(journal) + '.predict'),
                     bulk.upload(app, URLS, batch=2, journal=str(journal))):
            try:
                shown.extend('%r %s' % (result, result.error) for result in work)
            except Exception as error:
                assert leaks.in_error(error) == []
            shown.append('%r %r %s' % (work, work.report, work.report))
    assert server.requests
    assert leaks.in_text('\n'.join(shown)) == []
    assert leaks.in_text(journal.read() + tmpdir.join('journal.predict').read()) == []
    assert leaks.in_text(''.join(capsys.readouterr())) == []
