using Evaluation.Workflows.Keys;
using Microsoft.AspNetCore.Http.Metadata;

namespace HasToolkit.Web.Api;

/// <summary>An operation, as the page shows it.</summary>
internal sealed record ApiOperation(string Group, string Method, string Path, string Summary, KeyScope? Scope);

/// <summary>The operations that the host answers, read from its own routes: the page cannot forget one.</summary>
internal sealed class ApiOperations(EndpointDataSource endpoints)
{
    /// <summary>All of them, in the order in which they are mapped.</summary>
    public IReadOnlyList<ApiOperation> All { get; } =
    [
        .. endpoints.Endpoints.OfType<RouteEndpoint>()
            .Where(endpoint => endpoint.Metadata.GetMetadata<IEndpointSummaryMetadata>() is not null
                && $"/{endpoint.RoutePattern.RawText?.TrimStart('/')}".StartsWith(ApiGate.Root, StringComparison.Ordinal))
            .Select(endpoint => new ApiOperation(
                endpoint.Metadata.GetMetadata<ITagsMetadata>() is { Tags: [var group, ..] } ? group : "",
                endpoint.Metadata.GetMetadata<IHttpMethodMetadata>() is { HttpMethods: [var method, ..] } ? method : HttpMethods.Get,
                $"/{endpoint.RoutePattern.RawText!.Trim('/')}", endpoint.Metadata.GetMetadata<IEndpointSummaryMetadata>()!.Summary,
                endpoint.Metadata.GetMetadata<NeedsScope>()?.Scope)),
    ];
}
