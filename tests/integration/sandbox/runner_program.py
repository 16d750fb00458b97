"""A runner with several polls, until it is killed: ``runner_program.py URL PAT USER RUNNER POLLS``.

It answers a text with itself in upper case, and says in the concept ``by`` which process did.
"""
from __future__ import absolute_import

import os
import sys
import threading
import time

import requests


def poll(url, pat, user_id, runner_id):
    session = requests.Session()
    session.trust_env = False
    session.headers['Authorization'] = 'Key ' + pat
    place = '%s/v2/users/%s/compute_clusters/local/nodepools/local/runners/%s/items' % (
        url, user_id, runner_id)
    while True:
        for item in session.get(place).json()['runner_items']:
            time.sleep(0.02)
            outputs = [{'data': {'text': {'raw': sent['data']['text']['raw'].upper()}, 'concepts': [
                {'id': 'by', 'name': str(os.getpid()), 'value': 1}]}}
                for sent in item['post_model_outputs_request']['inputs']]
            session.post('%s/%s/outputs' % (place, item['id']), json={
                'runner_item_outputs': [{'multi_output_response': {'outputs': outputs}}]})


if __name__ == '__main__':
    for _ in range(int(sys.argv[5])):
        threading.Thread(target=poll, args=sys.argv[1:5]).start()
