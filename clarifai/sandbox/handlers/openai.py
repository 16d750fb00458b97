"""``/ext/openai/v1``: chat as OpenAI's clients speak it, answered by functions of one's own."""
from __future__ import annotations

import json
import re
import time
from collections.abc import Iterator
from typing import Any, Optional

from clarifai.sandbox import clock, errors, fields
from clarifai.sandbox.errors import MediaUnavailable, RecognitionFailed
from clarifai.sandbox.handlers.request import Answer, Call, Media
from clarifai.sandbox.media import frames, source
from clarifai.sandbox.models.recognizers import Concepts, ModelName
from clarifai.sandbox.models.subjects import Subject

JSON, EVENTS = 'application/json', 'text/event-stream'
ROLES = ('system', 'developer', 'user', 'assistant', 'tool', 'function')
# Members of a request that are not for the model.
NOT_PARAMS = ('model', 'messages', 'stream', 'stream_options', 'user_app_id')
_NAME = re.compile(r'^(?:https?://[^/]+/|clarifai/(?=[^/]+/[^/]+/models/))?'
                   r'([^/]+)/([^/]+)/(?:models/)?([^/]+)(?:/versions/[^/]+)?/?$')
_DATA_URL = re.compile(r'^data:[^,]*;base64,(.*)$', re.DOTALL)
_PIECE = re.compile(r'\S*\s*')


def list_models(call: Call) -> Media:
    """GET /ext/openai/v1/models: those that functions answer for."""
    items = [{'id': _written(name), 'object': 'model', 'created': 0, 'owned_by': name.user_id}
             for name in call.services.recognisers.names()]
    return _json({'object': 'list', 'data': items})


def complete(call: Call) -> Media | Answer:
    """POST /ext/openai/v1/chat/completions: what a function says, whole or as events."""
    try:
        said, text = _said(call)
    except (errors.RequestError, MediaUnavailable) as error:
        return _refusal(error)
    completion = {'id': 'chatcmpl-' + clock.new_id(), 'created': int(time.time()),
                  'model': call.body['model']}
    usage = _usage(said, text)
    if fields.flag(call.body, 'stream', False):
        options = fields.mapping(call.body, 'stream_options')
        shown = usage if fields.flag(options, 'include_usage', False) else None
        return Media(b''.join(_events(completion, text, shown)), EVENTS)
    message = {'role': 'assistant', 'content': text}
    return _json(dict(completion, object='chat.completion', usage=usage, choices=[
        {'index': 0, 'message': message, 'finish_reason': 'stop'}]))


def _said(call: Call) -> tuple[list, str]:
    """Return the messages of a request and what the function answers."""
    name = _asked_for(call)
    recogniser = call.services.recognisers.find(name)
    if recogniser is None:
        raise errors.ModelNotFound(
            'Nothing answers for the model %s here. A function of your own can: clarifai sandbox '
            '--recogniser %s=module:function' % (_written(name), '/'.join(name)))
    messages = _messages(call.body)
    params = {key: value for key, value in call.body.items() if key not in NOT_PARAMS}
    answer = recogniser.answer(_subject(call, messages), params)
    if isinstance(answer, Concepts) or 'text' not in answer.data:
        raise RecognitionFailed('The recogniser for %s must answer with a text in a chat.'
                                % '/'.join(name))
    return messages, answer.data['text']['raw']


def _asked_for(call: Call) -> ModelName:
    asked = fields.text(call.body, 'model', '')
    found = _NAME.match(asked)
    if not found:
        raise errors.ModelNotFound("'model' is %r; name it as USER/APP/models/MODEL_ID."
                                   % asked[:fields.MAX_ID_LENGTH])
    return ModelName(*found.groups())


def _written(name: ModelName) -> str:
    return '%s/%s/models/%s' % name


def _messages(body: dict) -> list:
    messages = fields.objects(body, 'messages')
    if not messages:
        raise errors.RequestError("'messages' is empty; a chat needs at least one message.")
    for message in messages:
        role = fields.text(message, 'role', '')
        if role not in ROLES:
            raise errors.RequestError("'role' is %r; it must be one of %s."
                                      % (role[:fields.MAX_ID_LENGTH], ', '.join(ROLES)))
    return messages


def _subject(call: Call, messages: list) -> Subject:
    """Return what the model is asked: the last words of the user, and the last picture."""
    text = picture = None
    for message in messages:
        if message['role'] != 'user':
            continue
        parts = _parts(message)
        texts = [part['text'] for part in parts if isinstance(part.get('text'), str)]
        text = '\n'.join(texts) if texts else text
        for part in parts:
            address = _address(part)
            picture = _picture(call, address) if address else picture
    return Subject(picture, text, messages)


def _parts(message: dict) -> list:
    content = message.get('content')
    if isinstance(content, str):
        return [{'type': 'text', 'text': content}]
    return fields.objects(message, 'content')


def _address(part: dict) -> Optional[str]:
    found = part.get('image_url')
    return found.get('url') if isinstance(found, dict) else found


def _picture(call: Call, address: object) -> Any:
    if not isinstance(address, str):
        raise errors.RequestError("'image_url' must have a 'url'.")
    inline = _DATA_URL.match(address)
    data = (source.decode_base64(inline.group(1)) if inline else call.services.media.read(address))
    return frames.picture(data)


def _usage(messages: list, text: str) -> dict:
    """Count words: what the real models would count as tokens is not known here."""
    asked = sum(len(part['text'].split()) for message in messages for part in _parts(message)
                if isinstance(part.get('text'), str))
    answered = len(text.split())
    return {'prompt_tokens': asked, 'completion_tokens': answered,
            'total_tokens': asked + answered}


def _events(completion: dict, text: str, usage: Optional[dict]) -> Iterator[bytes]:
    """Give an answer as server-sent events, word by word."""
    chunk = dict(completion, object='chat.completion.chunk')
    deltas = [{'role': 'assistant', 'content': ''}]
    deltas += [{'content': piece} for piece in _PIECE.findall(text) if piece]
    for delta in deltas:
        yield _event(dict(chunk, choices=[
            {'index': 0, 'delta': delta, 'finish_reason': None}]))
    yield _event(dict(chunk, choices=[{'index': 0, 'delta': {}, 'finish_reason': 'stop'}]))
    if usage:
        yield _event(dict(chunk, choices=[], usage=usage))
    yield b'data: [DONE]\n\n'


def _event(payload: dict) -> bytes:
    return b'data: ' + _encoded(payload) + b'\n\n'


def _encoded(payload: dict) -> bytes:
    return json.dumps(payload, ensure_ascii=False).encode('utf-8', 'replace')


def _json(payload: dict) -> Media:
    return Media(_encoded(payload), JSON)


def _refusal(error: errors.RequestError | MediaUnavailable) -> Answer:
    """Return a refusal as both kinds of clients look for it."""
    http = getattr(error, 'http', 400)
    kind = 'not_found_error' if http == 404 else 'invalid_request_error'
    shown = {'message': error.details, 'type': kind, 'param': None, 'code': str(error.code)}
    return Answer({'error': shown}, error.code, http, error.details)
