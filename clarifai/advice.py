"""What to do about a refusal, as a code with fields: each door of the package has its own words.

What a script was calling decides how a thing is said: `clarifai.rest.advice` says it to users of
ClarifaiApp.
"""
from __future__ import absolute_import

from collections import namedtuple

# One of the codes below, and what a sentence about it can say.
Advice = namedtuple('Advice', 'code fields')

PAT_AS_KEY = 'pat_as_key'                # the API key is a PAT
CHECK_KEY = 'check_key'                  # the API key is refused
CHECK_PAT = 'check_pat'                  # the PAT is refused
NAME_AS_ID = 'name_as_id'                # fields: name
PUBLIC_NEEDS_PAT = 'public_needs_pat'    # fields: what, key_is_suspect
PUBLIC_IS_FIXED = 'public_is_fixed'      # it cannot be trained or changed; fields: model_id
PUBLIC_IS_GONE = 'public_is_gone'        # fields: model_id, key_is_suspect
RUNNING_NEEDS_PAT = 'running_needs_pat'  # what runs models; fields: missing (names of settings)
NOT_IN_APP = 'not_in_app'                # fields: user_id, app_id
NOT_PUBLIC = 'not_public'                # fields: app_is_known
NOT_OPEN = 'not_open'                    # in an app of somebody else; fields: user_id
NOWHERE = 'nowhere'                      # neither there nor public; fields: user_id, app_id
SENT_VIDEO = 'sent_video'                # as a picture; fields: place
SENT_PICTURE = 'sent_picture'            # as a video; fields: place
SENT_PATH = 'sent_path'                  # as a URL; fields: place, url
SENT_NO_SCHEME = 'sent_no_scheme'        # with a URL, or a path; fields: place, url
SENT_DATA_URL = 'sent_data_url'          # fields: place
DUPLICATE = 'duplicate'                  # fields: place
NOT_DOWNLOADED = 'not_downloaded'        # fields: place, url
