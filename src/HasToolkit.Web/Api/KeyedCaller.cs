using Evaluation.Workflows.Keys;
using HasToolkit.Web.Identity;

namespace HasToolkit.Web.Api;

/// <summary>The person for whom a program acts during one call, and the key that says so.</summary>
internal sealed record KeyedCaller(ApiKey Key, Acting Acting);

/// <summary>The scope that an operation asks of a key.</summary>
internal sealed record NeedsScope(KeyScope Scope);
