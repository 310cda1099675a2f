using System.Globalization;
using System.Text.RegularExpressions;
using Accounts;
using Evaluation.Workflows;
using Evaluation.Workflows.Keys;
using Evaluation.Workflows.Persistence;
using HasToolkit.Web.Identity;
using HasToolkit.Web.Verbatims;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http.HttpResults;

namespace HasToolkit.Web.Api;

/// <summary>
/// Stands before every operation for programs: recognises the key, counts the call, checks scope and role, and tells every failure
/// as a problem. Cookies open nothing here, so a page of another site cannot make a browser call.
/// </summary>
internal sealed partial class ApiGate(
    RequestDelegate next, EvaluationServices services, AccountServices accounts, AccessMode mode, ApiLimits limits, ILogger<ApiGate> logger)
{
    /// <summary>Where all operations are.</summary>
    public const string Root = "/api/v1";

    /// <summary>Where the description of the operations is; it needs no key.</summary>
    public const string Description = Root + "/openapi.json";

    private const string Scheme = "Bearer ";

    /// <summary>The path of a request, without what stands before the operations for programs.</summary>
    public static PathString PageOf(HttpContext context) =>
        context.Request.Path.StartsWithSegments(Root, StringComparison.Ordinal, out var page) ? page : context.Request.Path;

    public async Task InvokeAsync(HttpContext context)
    {
        if (!context.Request.Path.StartsWithSegments(Root, StringComparison.Ordinal))
        {
            await next(context);
            return;
        }

        if (context.Features.Get<IStatusCodePagesFeature>() is { } pages)
            pages.Enabled = false;
        try
        {
            if (context.Request.Path != Description && await RefusalAsync(context) is { } problem)
                await problem.ExecuteAsync(context);
            else
                await next(context);
            if (context.Response is { HasStarted: false, StatusCode: >= 400, ContentType: null })
                await Bare(context.Response.StatusCode).ExecuteAsync(context);
        }
        catch (BadHttpRequestException e) when (!context.Response.HasStarted)
        {
            await Unreadable(e).ExecuteAsync(context);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            // The caller has gone; nobody reads the answer.
        }
#pragma warning disable CA1031 // Whatever it is, a program is told of it in the shape that it knows.
        catch (Exception e) when (!context.Response.HasStarted)
#pragma warning restore CA1031
        {
            logger.LogError(e, "Operation {Operation} failed.", context.GetEndpoint()?.DisplayName);
            await ProblemKind.Broken.Because(LedgerDatabase.FailureOf(e) ?? ProblemKind.Broken.Remedy).ExecuteAsync(context);
        }
    }

    private static ProblemHttpResult Bare(int status) => status switch
    {
        StatusCodes.Status404NotFound => ProblemKind.NotThere.Because(
            $"Aucune opération n’est à cette adresse. {Description} les décrit toutes."),
        _ => ProblemKind.Of(status) is var kind ? kind.Because(kind.Remedy) : throw new InvalidOperationException("Every status has a kind."),
    };

    private static ProblemHttpResult Unreadable(BadHttpRequestException e) => e.StatusCode switch
    {
        StatusCodes.Status413PayloadTooLarge => ProblemKind.TooLarge.Because(
            "Le contenu dépasse 110 Mo. Coupez le fichier en plusieurs, ou compressez-le (gzip est lu tel quel)."),
        StatusCodes.Status415UnsupportedMediaType => ProblemKind.WrongType.Because(
            "Cette opération attend un corps JSON : envoyez l’en-tête « Content-Type: application/json »."),
        _ => ProblemKind.Unreadable.Because(
            Parameter().Match(e.Message) is { Success: true } wrong
                ? $"Le paramètre « {wrong.Groups["name"].Value} » a une valeur qui ne se lit pas. Voyez sa forme dans {Description}."
                : "L’adresse ou le corps n’a pas la forme attendue. Comparez avec la description de l’opération."),
    };

    private async Task<ProblemHttpResult?> RefusalAsync(HttpContext context)
    {
        var sent = context.Request.Headers.Authorization.ToString();
        if (!sent.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase))
        {
            context.Response.Headers.WWWAuthenticate = "Bearer realm=\"HasToolkit\"";
            return ProblemKind.NoKey.Because(
                "L’en-tête « Authorization: Bearer has_… » manque. Une personne crée une clé à la page « Mes clés ».");
        }

        if (await services.Keys.RecogniseAsync(sent[Scheme.Length..].Trim(), context.RequestAborted) is not var (key, person)
            || (mode.HasAccounts && !await accounts.Queries.MayEnterAsync(person.Id.Value, context.RequestAborted)))
        {
            if (limits.CountWrongKey(context.Connection.RemoteIpAddress?.ToString() ?? "") is { } pause)
                return Wait(context, pause);
            context.Response.Headers.WWWAuthenticate = "Bearer realm=\"HasToolkit\", error=\"invalid_token\"";
            return ProblemKind.BadKey.Because("La clé est inconnue, expirée ou révoquée, ou sa personne n’a plus le rôle ni l’accès. Créez-en une autre.");
        }

        if (limits.Count(key.Id) is { } wait)
            return Wait(context, wait);
        if (context.GetEndpoint()?.Metadata.GetMetadata<NeedsScope>()?.Scope is { } scope && !key.Scopes.Contains(scope))
        {
            return ProblemKind.NoScope.Because(
                $"La clé « {key.Label} » n’a pas la portée « {scope.Word()} ». Créez-en une qui l’a.", ("scope", scope.Word()));
        }

        var acting = new Acting(person, key.Role);
        context.Request.Path.StartsWithSegments(Root, StringComparison.Ordinal, out var page);
        if (!PersonRequired.MaySee(acting, page)
            || (page.StartsWithSegments("/commentaires", StringComparison.Ordinal) && !CommentAccess.MayRead(acting.Role)))
        {
            return ProblemKind.NoRight.Because("La clé agit dans un rôle qui n’a pas accès à cette partie, à l’écran non plus.");
        }

        context.Features.Set(new KeyedCaller(key, acting));
        return null;
    }

    private ProblemHttpResult Wait(HttpContext context, TimeSpan wait)
    {
        var seconds = (int)Math.Ceiling(Math.Max(1, wait.TotalSeconds));
        context.Response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
        return ProblemKind.TooMany.Because($"Au plus {limits.RequestsPerMinute} demandes par minute et par clé. Attendez {seconds} s.");
    }

    [GeneratedRegex("parameter \"[^\"]* (?<name>\\w+)\" from")]
    private static partial Regex Parameter();
}
