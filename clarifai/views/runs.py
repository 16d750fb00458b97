"""How runs of `clarifai.bulk` went, as HTML."""
from __future__ import absolute_import, unicode_literals

from clarifai.views.inputs import MOST, cards, facts_view, result_card
from clarifai.views.markup import percent, tag, text
from clarifai.views.predictions import output_view


def report_view(report):
    """A report: what went well and what did not, and why.

    Args:
        report (Report): of `clarifai.bulk`.
    """
    total = report.done + report.failed
    facts = [('done', '%d' % report.done)]
    if report.failed:
        facts.append(('failed', '%d' % report.failed))
    if report.skipped:
        facts.append(('done before', '%d' % report.skipped))
    facts.append(('time', '%.1f s, %.1f per second' % (report.seconds, report.rate)))
    for code, number in sorted(report.codes.items(), key=lambda item: (-item[1], text(item[0]))):
        facts.append((tag('span', 'error %s' % text(code)), '%d' % number))
    stripe = ''
    if total:
        stripe = tag('div', tag('i', style='width:' + percent(report.done / float(total))),
                     tag('i', class_='bad', style='width:' + percent(report.failed / float(total))),
                     class_='stripe')
    return tag('section', tag('h3', 'Bulk run'), stripe, facts_view(facts), class_='thing')


def result_view(result):
    """A result by itself."""
    if result.error is None and result.output is not None:
        return output_view(result.output, result.source)
    return tag('div', result_card(result), class_='cards')


def results_view(results, most=MOST):
    """Results as cards."""
    return cards([result_card(result) for result in results[:most]], len(results), 'results')
