"""What the protobufs do not say of the operations, judged by hand and reviewed.

Every operation that is no GET stands in exactly one of `REPEATABLE`, `WITH_IDS` and `ONCE`, unless
`DELETIONS` covers it, and every list in an answer that pages is either its only one or named in
`ITEMS`: the generator refuses to run otherwise, so a newer release is judged before it is used.
"""

# Doing it twice does no harm and leaves the same: predictions, searches, estimates, and changes of
# what exists already by its id.
REPEATABLE = frozenset('''
PostModelOutputs GenerateModelOutputs PostWorkflowResults
PostConceptsSearches PostTrackAnnotationsSearches PostAnnotationsSearches PostInputsSearches
PostModelsSearches PostAppsSearches PostSearches PostSearchesByID PostAuditLogSearches
StreamAnnotations StreamLivestreamAnnotations
PostValidatePassword PostMetricsQuery PostModelVersionsTrainingTimeEstimate
PatchModelCheckConsents PatchModelToolkits PatchModelUseCases PatchModelLanguages
'''.split())

# Doing it twice leaves the same when every item has an id that the caller chose: the second time
# the server finds what the first made, or changes it to what it is. The names of the lists (or of
# the one item) whose ids count.
WITH_IDS = {
    'PostConceptRelations': ('concept_relations',),
    'PostConcepts': ('concepts',),
    'PatchConcepts': ('concepts',),
    'PostConceptLanguages': ('concept_languages',),
    'PatchConceptLanguages': ('concept_languages',),
    'PostKnowledgeGraphs': ('knowledge_graphs',),
    'PostAnnotations': ('annotations',),
    'PatchAnnotations': ('annotations',),
    'PostAnnotationTracks': ('annotation_tracks',),
    'PatchAnnotationTracks': ('annotation_tracks',),
    'PatchAnnotationsSearches': ('searches',),
    'PostInputs': ('inputs',),
    'PatchInputs': ('inputs',),
    'PatchInputsSearches': ('searches',),
    'PostDatasets': ('datasets',),
    'PatchDatasets': ('datasets',),
    'PostDatasetVersions': ('dataset_versions',),
    'PatchDatasetVersions': ('dataset_versions',),
    'PostModels': ('model', 'models'),
    'PatchModels': ('models',),
    'PatchModelVersions': ('model_versions',),
    'PostWorkflows': ('workflows',),
    'PatchWorkflows': ('workflows',),
    'PatchWorkflowVersions': ('workflow_versions',),
    'PatchKeys': ('keys',),
    'PostApps': ('apps',),
    'PatchApps': ('apps',),
    'PatchApp': ('app',),
    'PatchAppsDetails': ('apps',),
    'PatchSearches': ('searches',),
    'PostAnnotationFilters': ('annotation_filters',),
    'PatchAnnotationFilters': ('annotation_filters',),
    'PatchCollaborators': ('collaborators',),
    'PostTasks': ('tasks',),
    'PatchTasks': ('tasks',),
    'PostLabelOrders': ('label_orders',),
    'PatchLabelOrders': ('label_orders',),
    'PostUploads': ('uploads',),
    'PostRunners': ('runners',),
    'PatchRunners': ('runners',),
    'PostComputeClusters': ('compute_clusters',),
    'PatchComputeClusters': ('compute_clusters',),
    'PostNodepools': ('nodepools',),
    'PatchNodepools': ('nodepools',),
    'PostDeployments': ('deployments',),
    'PatchDeployments': ('deployments',),
    'PatchWorkflowVersionEvaluations': ('workflow_version_evaluations',),
    'PostPipelines': ('pipelines',),
    'PatchPipelines': ('pipelines',),
    'PatchPipelineVersions': ('pipeline_versions',),
    'PatchPipelineVersionRuns': ('pipeline_version_runs',),
    'PostPipelineSteps': ('pipeline_steps',),
    'PostArtifacts': ('artifacts',),
    'PostSecrets': ('secrets',),
    'PatchSecrets': ('secret',),
}

# Sent once: a second time starts more work, makes another thing, counts again, or is refused
# because the first did what it should.
ONCE = frozenset('''
PatchAnnotationsStatus PatchModelIds PatchWorkflowIds PatchAppsIds
PostDatasetInputs PutDatasetVersionExports PutModelVersionExports
PostModelVersions PostModelMigration PostModelVersionsPublish PostModelVersionsUnPublish
PostModelVersionMetrics PostModelVersionEvaluations PostEvaluations
PostWorkflowVersionsPublish PostWorkflowVersionsUnPublish PostWorkflowVersionEvaluations
PostWorkflowVersionEvaluationData
PostKeys PostCollaborators PostAppDuplications
PostBulkOperations CancelBulkOperations PutTaskAssignments
CancelInputsAddJob CancelInputsExtractionJobs PostInputsDataSources PostInputsUploads
PutUploadContentParts PostRunnerItemOutputs PostNodepoolStatus
PostLogEntries PostComputePlaneMetrics PostRunnerReplicaTaskMetrics
PostPipelineVersionRuns PostPipelineVersionRunFromTemplate
StreamModelOutputs PostModelVersionsUpload ProcessRunnerItems
PostPipelineStepVersionsUpload PostArtifactVersionsUpload
'''.split())

# The verbs whose operations may all be sent again: what is deleted stays deleted.
DELETIONS = 'DELETE'

# Each call takes work off a queue, so it is sent once, and it does not page.
QUEUES = frozenset(['ListNextTaskAssignments', 'ListRunnerItems'])

# The lists that the server takes 128 items of in one request. Several of one operation are
# parallel: the items at one place belong together.
BATCHED = {
    'PostConcepts': ('concepts',),
    'PatchConcepts': ('concepts',),
    'DeleteConceptRelations': ('ids',),
    'PostAnnotations': ('annotations',),
    'PatchAnnotations': ('annotations',),
    'DeleteAnnotations': ('ids', 'input_ids'),
    'PostInputs': ('inputs',),
    'PatchInputs': ('inputs',),
    'DeleteInputs': ('ids',),
    'PostModelOutputs': ('inputs',),
    'PostDatasetInputs': ('dataset_inputs',),
    'DeleteDatasetInputs': ('input_ids',),
    'DeleteModels': ('ids',),
    'DeleteWorkflows': ('ids',),
}

# The list that `items` goes through, where an answer has several.
ITEMS = {
    'ListModelTypes': 'model_types',
    'ListScopes': 'scope_deps',
    'ListCloudRegions': 'cloud_regions',
    'PostAnnotationsSearches': 'hits',
    'PostInputsSearches': 'hits',
    'ListSearches': 'searches',
    'PostSearches': 'hits',
    'PostSearchesByID': 'hits',
}

# What REST can carry in place of the calls whose requests and answers both go on while the call
# does: operations, and what to do with them.
INSTEAD = {
    'StreamModelOutputs': 'post_model_outputs (the whole answer at once) or '
                          'generate_model_outputs (the answers as they are made)',
    'PostModelVersionsUpload': 'post_model_versions with '
                               'pretrained_model_config.model_zip_url, the address of the file',
    'ProcessRunnerItems': 'list_runner_items, then post_runner_item_outputs for each of them',
    'PostPipelineStepVersionsUpload': 'the official gRPC client, clarifai-grpc',
    'PostArtifactVersionsUpload': 'the official gRPC client, clarifai-grpc',
}
