using System.Text.Json;
using Accounts;
using Accounts.People;
using Evaluation.Workflows;
using Evaluation.Workflows.Demo;
using HasToolkit.Web.Hosting;
using HasToolkit.Web.LitReview;
using HasToolkit.Web.Verbatims;
using LitReview;
using LitReview.Demo;
using Microsoft.AspNetCore.DataProtection;
using Verbatims.Nlp.Demo;

namespace HasToolkit.Web.Identity;

/// <summary>What was answered so far at the first start, kept by the browser in a cookie that only this product can read.</summary>
/// <param name="Until">Until when the steps must be done.</param>
internal sealed record FirstRunAnswers(DateTimeOffset Until)
{
    public string? Language { get; init; }

    public string? Identifier { get; init; }

    public string? Name { get; init; }

    public string? PasswordHash { get; init; }

    /// <summary>The first step that is not answered, from 1 to 4; the third and the fourth answer nothing before the end.</summary>
    public int Next => Language is null ? 1 : PasswordHash is null ? 2 : 3;
}

/// <summary>The first start: a code on the console, four steps, then a seal for ever.</summary>
internal sealed class FirstRun(AccountServices accounts, HasOptions options, TimeProvider clock, IDataProtectionProvider protection)
{
    /// <summary>How long the code of the console can be used, and the steps be done.</summary>
    public static readonly TimeSpan Life = TimeSpan.FromMinutes(60);

    private const string Cookie = "__Host-has-demarrage";
    private readonly IDataProtector _protector = protection.CreateProtector("premier-demarrage");
    private (string Digest, DateTimeOffset Until)? _code;
    private volatile bool _isSealed;

    /// <summary>Whether the first start took place; asked of the database until it has.</summary>
    public async Task<bool> IsSealedAsync() => _isSealed || (_isSealed = await accounts.Queries.IsSealedAsync());

    /// <summary>Draws the code of this start. It is told once, and only its digest is kept, in memory.</summary>
    public string DrawCode()
    {
        var code = Secrets.Draw();
        _code = (Secrets.DigestOf(code), clock.GetUtcNow() + Life);
        return code;
    }

    /// <summary>Whether a code is the one of the console, and not too old.</summary>
    public bool Knows(string code) => _code is var (digest, until) && clock.GetUtcNow() < until && Secrets.Matches(code, digest);

    /// <summary>What was answered so far; null before the code was given, or after an hour.</summary>
    public FirstRunAnswers? Read(HttpContext context)
    {
        if (context.Request.Cookies[Cookie] is not { } kept)
            return null;
        try
        {
            var answers = JsonSerializer.Deserialize<FirstRunAnswers>(_protector.Unprotect(kept));
            return answers is not null && clock.GetUtcNow() < answers.Until ? answers : null;
        }
        catch (System.Security.Cryptography.CryptographicException)
        {
            return null;
        }
    }

    /// <summary>Begins the steps.</summary>
    public void Begin(HttpContext context) => Keep(context, new FirstRunAnswers(clock.GetUtcNow() + Life));

    /// <summary>Keeps what was answered.</summary>
    public void Keep(HttpContext context, FirstRunAnswers answers) =>
        context.Response.Cookies.Append(Cookie, _protector.Protect(JsonSerializer.Serialize(answers)), Own(answers.Until - clock.GetUtcNow()));

    /// <summary>Creates the administrator and seals; of two that arrive together one wins.</summary>
    public async Task<AccountOutcome> SealAsync(HttpContext context, FirstRunAnswers answers, bool wantsDemo)
    {
        var outcome = await accounts.Desk.SealAsync(
            new FirstStart(answers.Language!, answers.Identifier!, answers.Name!, wantsDemo), answers.PasswordHash!, FirstStart.InBrowser);
        if (outcome.Account is not null)
            context.Response.Cookies.Delete(Cookie, Own(TimeSpan.Zero));
        return outcome;
    }

    /// <summary>Does the first start from the settings, when they name an administrator.</summary>
    /// <exception cref="InvalidDataException">The settings lack something, or the password is weak.</exception>
    public async Task FromSettingsAsync()
    {
        var settings = options.FirstRun;
        if (settings.Administrator is not { Length: > 0 } identifier || await IsSealedAsync())
            return;
        var name = settings.Name is { Length: > 0 } given ? given : identifier;
        if (settings.Language is not ("fr" or "en"))
            throw Wrong($"Has:FirstRun:Language : « fr » ou « en » est attendu, « {settings.Language} » est donné.");
        var outcome = await accounts.Desk.SealAsync(
            new FirstStart(settings.Language, identifier, name, options.Demo), HashOf(settings, identifier, name), FirstStart.Unattended);
        if (outcome.Refusal is { Rule: not "already-sealed" } refusal)
            throw Wrong(refusal.Message);
    }

    private string HashOf(FirstRunSettings settings, string identifier, string name)
    {
        if (settings.PasswordHash is { Length: > 0 } hash)
        {
            return accounts.SignIn.IsDigest(hash)
                ? hash
                : throw Wrong("Has:FirstRun:PasswordHash n’est pas une empreinte. « has compte empreinte » en écrit une.");
        }

        if (settings.PasswordFile is not { Length: > 0 } file || !File.Exists(file))
        {
            throw Wrong(
                "un administrateur est nommé sans mot de passe. Donnez Has:FirstRun:PasswordFile (un fichier qui existe) ou "
                + "Has:FirstRun:PasswordHash ; il n’y a pas de mot de passe par défaut.");
        }

        var password = File.ReadLines(file).FirstOrDefault() ?? "";
        return PasswordRules.Fault(password, identifier, name) is { } fault ? throw Wrong(fault) : accounts.SignIn.DigestOf(password);
    }

    private static InvalidDataException Wrong(string message) => new($"Premier démarrage par les réglages : {message}");

    private static CookieOptions Own(TimeSpan life) => new()
    {
        HttpOnly = true,
        Secure = true,
        IsEssential = true,
        SameSite = SameSiteMode.Strict,
        MaxAge = life,
        Path = "/",
    };
}

/// <summary>The fictional data, asked for by the setting or at the first start.</summary>
internal static class DemoInstall
{
    public static async Task DossiersAndReviewsAsync(EvaluationServices services, LitReviewServices reviews)
    {
        await DemoData.SeedAsync(services.Database, services.Procedures, services.Parts, services.Clock.GetUtcNow());
        await DemoReview.SeedAsync(reviews, ReviewPosts.DemoReaders[0], ReviewPosts.DemoReaders[1], ReviewPosts.DemoReaders[2]);
    }

    public static async Task EverythingAsync(IServiceProvider services)
    {
        await DossiersAndReviewsAsync(services.GetRequiredService<EvaluationServices>(), services.GetRequiredService<LitReviewServices>());
        await DemoComments.SeedAsync(services.GetRequiredService<CommentHost>().Services);
    }
}

/// <summary>As long as no administrator exists every address leads to the first start; afterwards that page does not exist.</summary>
internal sealed class FirstRunGate(RequestDelegate next, FirstRun firstRun)
{
    public const string Path = "/premier-demarrage";

    public async Task InvokeAsync(HttpContext context)
    {
        var isHere = context.Request.Path.StartsWithSegments(Path, StringComparison.Ordinal);
        // What tells of a failure asks nothing of what may have failed; the statement of accessibility is for everybody.
        if (context.Request.Path.StartsWithSegments("/health", StringComparison.Ordinal)
            || context.Request.Path.Value is "/introuvable" or "/erreur" or "/accessibilite")
        {
            await next(context);
        }
        else if (await firstRun.IsSealedAsync())
        {
            if (isHere)
                context.Response.StatusCode = StatusCodes.Status404NotFound;
            else
                await next(context);
        }
        else if (isHere)
        {
            await next(context);
        }
        else
        {
            context.Response.Redirect(Path);
        }
    }
}
