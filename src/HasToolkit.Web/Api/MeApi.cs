using System.ComponentModel;
using Evaluation.Workflows.Keys;
using Evaluation.Workflows.Procedures;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.HttpResults;

namespace HasToolkit.Web.Api;

/// <summary>For whom a key acts.</summary>
internal sealed record Me(
    [property: Description("L’identifiant de la personne qui signe.")] string Person,
    [property: Description("Son nom.")] string Name,
    [property: Description("Son organisme.")] string Organisation,
    [property: Description("Le rôle dans lequel la clé agit.")] string Role,
    [property: Description("L’identifiant de la clé.")] string Key,
    [property: Description("Le nom de la clé.")] string Label,
    [property: Description("Ce que la clé permet.")] IReadOnlyList<string> Scopes,
    [property: Description("L’instant où elle cesse.")] DateTimeOffset ExpiresAt);

/// <summary>Says to a program what its key is.</summary>
internal static class MeApi
{
    public static void Map(RouteGroupBuilder api) => api.MapGet("/moi", Read).WithTags("Clé")
        .WithSummary("Ce que la clé permet, et pour qui elle agit").WithName("moi");

    private static Ok<Me> Read(HttpContext context)
    {
        var (key, acting) = context.Features.GetRequiredFeature<KeyedCaller>();
        return TypedResults.Ok(new Me(
            acting.Person.Id.Value, acting.Person.Name, acting.Person.Organisation, acting.Role.Key(), key.Id, key.Label,
            [.. key.Scopes.Select(scope => scope.Word())], key.ExpiresAt));
    }
}
