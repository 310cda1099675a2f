using Evaluation.Workflows;
using Evaluation.Workflows.Procedures;
using HasToolkit.Search;
using HasToolkit.Web.Api;
using HasToolkit.Web.Identity;
using Verbatims.Nlp.Batches;

namespace HasToolkit.Web.Verbatims;

/// <summary>Who may do what with comments of patients.</summary>
internal static class CommentAccess
{
    /// <summary>Whether a role reads comments: companies, and those who decide on prices, do not.</summary>
    public static bool MayRead(Role role) => PartAccess.MayReadComments(role);

    /// <summary>Whether a role hands files in and deletes them: an establishment does so with its own.</summary>
    public static bool MayHandIn(Role role) => MayKeepTopics(role) || role is Role.Hospital;

    /// <summary>Whether a role keeps own topics, which are the same for all.</summary>
    public static bool MayKeepTopics(Role role) => role is Role.EvaluationService or Role.ProjectLead;

    /// <summary>Whether a role marks comments as read and corrects what the model said.</summary>
    public static bool MayCorrect(Role role) => MayHandIn(role) || role is Role.Association;
}

/// <summary>Which batches a person sees: an establishment its own, a deported person none from which the dossier has evidence.</summary>
internal sealed class BatchAccess(CommentHost host, EvaluationServices evaluation, ICurrentPerson current)
{
    private IReadOnlyList<Batch>? _seen;

    /// <summary>The batches that the current person sees; within one request, as they were first read.</summary>
    public async Task<IReadOnlyList<Batch>> BatchesAsync() => _seen ??= await ReadAsync();

    /// <summary>Whether the current person sees a file that is not wholly read yet.</summary>
    public async Task<bool> MaySeeAsync(HandIn one)
    {
        var acting = await current.GetAsync();
        return acting is not null && (acting.Role != Role.Hospital || (await ColleaguesAsync(acting.Person.Organisation)).Contains(one.Person));
    }

    private async Task<IReadOnlyList<Batch>> ReadAsync()
    {
        var batches = await host.Services.Queries.BatchesAsync();
        if (await current.GetAsync() is not { } acting)
            return [];
        var hidden = await evaluation.Deports.OriginsAsync(acting.Person.Id);
        var colleagues = acting.Role == Role.Hospital ? await ColleaguesAsync(acting.Person.Organisation) : [];
        var seen = new List<Batch>();
        foreach (var batch in batches.Where(batch => !hidden.Any(origin => origin.Contains($"lot {batch.Id},", StringComparison.Ordinal))))
        {
            if (acting.Role != Role.Hospital || await IsOfAsync(batch, acting.Person.Organisation, colleagues))
                seen.Add(batch);
        }

        return seen;
    }

    // A file that names establishments is of them; one that names none is of whoever handed it in.
    private async Task<bool> IsOfAsync(Batch batch, string organisation, HashSet<string> colleagues)
    {
        var establishments = (await host.Services.Queries.ExtentAsync(batch.Id)).AllEstablishments;
        return establishments.Count > 0
            ? establishments.All(one => string.Equals(one, organisation, StringComparison.OrdinalIgnoreCase))
            : batch.Person is { } person && colleagues.Contains(person);
    }

    private async Task<HashSet<string>> ColleaguesAsync(string organisation) =>
        [.. (await evaluation.Queries.PeopleAsync()).Where(person => person.Organisation == organisation).Select(person => person.Name)];
}

/// <summary>Closes the pages of comments to the roles that do not read them, and a batch to who does not see it.</summary>
internal sealed class CommentsAreForSome(RequestDelegate next)
{
    private const string Start = "/commentaires";

    public async Task InvokeAsync(HttpContext context, ICurrentPerson current, BatchAccess access, CommentHost host, HandInShelf shelf)
    {
        if (!ApiGate.PageOf(context).StartsWithSegments(Start, StringComparison.Ordinal, out var rest)
            || await current.GetAsync() is not { } acting)
        {
            await next(context);
            return;
        }

        if (CommentAccess.MayRead(acting.Role) && await IsOpenAsync(rest, access, host, shelf))
            await next(context);
        else
            context.Response.StatusCode = StatusCodes.Status403Forbidden;
    }

    private static async Task<bool> IsOpenAsync(PathString rest, BatchAccess access, CommentHost host, HandInShelf shelf)
    {
        var parts = rest.Value?.Split('/', StringSplitOptions.RemoveEmptyEntries) ?? [];
        if (parts is ["depot", var file, ..])
            return !Guid.TryParse(file, out var id) || shelf.Find(id) is not { } one || await access.MaySeeAsync(one);
        return parts.Length == 0 || await CommentPosts.FindAsync(host, parts[0]) is not { } batch
            || (await access.BatchesAsync()).Any(seen => seen.Id == batch.Id);
    }
}
