using Microsoft.SemanticKernel;

namespace LitReview.Assistance;

/// <summary>Stands between the prompts and the model: only what is allowed leaves, masked where people typed it.</summary>
internal sealed class OutgoingFilter(AssistanceOptions options) : IFunctionInvocationFilter, IPromptRenderFilter
{
    /// <summary>The longest text that leaves at once, in characters.</summary>
    public const int LongestPrompt = 80_000;

    // What a prompt may be filled with; an argument of another name stops the call.
    private static readonly Dictionary<string, OutgoingPart[]> Parts = new(StringComparer.Ordinal)
    {
        [Prompts.Question] = [OutgoingPart.Question],
        [Prompts.Criteria] = [OutgoingPart.Criteria],
        [Prompts.Fields] = [OutgoingPart.Criteria],
        [Prompts.Passages] = [OutgoingPart.Title, OutgoingPart.Abstract],
    };

    private static readonly HashSet<string> Typed = new(StringComparer.Ordinal) { Prompts.Question, Prompts.Criteria, Prompts.Fields };

    public async Task OnFunctionInvocationAsync(FunctionInvocationContext context, Func<FunctionInvocationContext, Task> next)
    {
        if (context.Function.PluginName == Prompts.Plugin)
        {
            foreach (var (name, value) in context.Arguments.ToList())
            {
                if (!Parts.TryGetValue(name, out var parts) || !parts.Any(options.Allowed.Contains))
                    throw new AssistanceException($"« {name} » ne fait pas partie de ce qui peut sortir ; rien n’a été envoyé", isHeldBack: true);
                if (Typed.Contains(name))
                    context.Arguments[name] = options.Mask((string?)value ?? "");
            }
        }

        await next(context);
    }

    public async Task OnPromptRenderAsync(PromptRenderContext context, Func<PromptRenderContext, Task> next)
    {
        await next(context);
        if (context.RenderedPrompt is { Length: > LongestPrompt })
            throw new AssistanceException("la demande est trop longue pour être envoyée", isHeldBack: true);
    }
}
