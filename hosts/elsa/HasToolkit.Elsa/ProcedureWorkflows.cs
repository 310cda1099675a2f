using Elsa.Workflows;
using Elsa.Workflows.Activities.Flowchart.Activities;
using Elsa.Workflows.Activities.Flowchart.Extensions;
using Elsa.Workflows.Activities.Flowchart.Models;
using Elsa.Workflows.Management.Mappers;
using Elsa.Workflows.Management.Materializers;
using Elsa.Workflows.Management.Models;
using Elsa.Workflows.Runtime;
using Evaluation.Workflows;
using Evaluation.Workflows.Followers;
using Evaluation.Workflows.Procedures;

namespace HasToolkit.Elsa;

/// <summary>Every version of every procedure, as definitions of Elsa.</summary>
/// <remarks>
/// They are read-only in Elsa Studio: the procedure file is the source, and each start writes them again. Their true version
/// and the hash of the file stand in the custom properties, and the version is Elsa's too.
/// </remarks>
public sealed class ProcedureWorkflows(
    EvaluationServices evaluation, IActivitySerializer serializer, WorkflowDefinitionMapper mapper) : IWorkflowsProvider
{
    /// <inheritdoc />
    public string Name => "HasToolkit";

    /// <summary>What Elsa calls a version of a procedure.</summary>
    public static string IdOf(Procedure procedure) => $"{procedure.Id}:{procedure.Version}";

    /// <inheritdoc />
    public ValueTask<IEnumerable<MaterializedWorkflow>> GetWorkflowsAsync(CancellationToken cancellationToken = default) =>
        ValueTask.FromResult(evaluation.Procedures.All.Select(Materialize).ToList().AsEnumerable());

    private MaterializedWorkflow Materialize(Procedure procedure)
    {
        var model = serializer.Deserialize<WorkflowDefinitionModel>(ElsaDefinition.Write(procedure));
        (model.IsReadonly, model.Description) = (true, $"Version {procedure.Version} de la procédure, écrite par le registre.");
        // Joins are the ledger's. Without this, a track would wait for paths that another track takes.
        foreach (var activity in ((Flowchart)model.Root!).Activities)
            activity.SetMergeMode(MergeMode.Cascade);
        return new MaterializedWorkflow(mapper.Map(model), Name, JsonWorkflowMaterializer.MaterializerName);
    }
}
