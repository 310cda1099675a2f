using Elsa.Extensions;
using Elsa.Workflows;
using Elsa.Workflows.Attributes;
using Elsa.Workflows.Models;

namespace HasToolkit.Elsa;

/// <summary>A step of a procedure: waits until the ledger says how it was left, and leaves by the port of that outcome.</summary>
/// <remarks>
/// It decides nothing and knows no date. An instance stands for one occurrence of one step; when the flow arrives at a
/// further step, it ends there, because only the ledger opens steps.
/// </remarks>
[Activity(
    "Has", "Step", 1, "Étape d’une procédure : attend que le registre dise comment elle a été quittée.", "Évaluation",
    DisplayName = "Étape")]
public sealed class StepActivity : Activity
{
    /// <summary>The key of the step in its procedure.</summary>
    [Input(DisplayName = "Étape", Description = "La clé de l’étape dans sa procédure.")]
    public Input<string> Key { get; set; } = new("");

    /// <summary>The roles that may finish the step, apart by commas.</summary>
    [Input(DisplayName = "Rôles", Description = "Les rôles qui terminent l’étape.")]
    public Input<string> Role { get; set; } = new("");

    /// <inheritdoc />
    protected override async ValueTask ExecuteAsync(ActivityExecutionContext context)
    {
        var step = StepOfInstance.Of(context.WorkflowExecutionContext.Properties);
        if (step is null || step.Outcome is not null || step.Step != context.Get(Key))
        {
            await context.CompleteActivityWithOutcomesAsync();
            return;
        }

        context.CreateBookmark(new CreateBookmarkArgs
        {
            BookmarkName = StepOfInstance.BookmarkName,
            Stimulus = step.Payload,
            Callback = LeaveAsync,
        });
    }

    private static async ValueTask LeaveAsync(ActivityExecutionContext context)
    {
        var properties = context.WorkflowExecutionContext.Properties;
        var outcome = context.GetWorkflowInput<string>(StepOfInstance.OutcomeKey);
        properties[StepOfInstance.OutcomeKey] = outcome;
        properties[StepOfInstance.LeftAtKey] = context.GetWorkflowInput<string>(StepOfInstance.LeftAtKey);
        await context.CompleteActivityWithOutcomesAsync(outcome);
    }
}
