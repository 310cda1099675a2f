using System.Globalization;
using System.Net;
using System.Text.Encodings.Web;
using System.Text.Unicode;
using Accounts;
using Evaluation.Workflows;
using Evaluation.Workflows.Persistence;
using HasToolkit.Web.Api;
using HasToolkit.Web.Evaluation;
using HasToolkit.Web.Identity;
using HasToolkit.Web.Layout;
using HasToolkit.Web.LitReview;
using HasToolkit.Web.Search;
using HasToolkit.Web.Verbatims;
using LitReview;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Localization;

namespace HasToolkit.Web.Hosting;

/// <summary>Builds and runs the web host.</summary>
public static class WebApp
{
    // The largest part (100 MB) and what a form adds to it.
    private const long LargestRequest = 110_000_000;

    /// <summary>Runs the host until it is stopped.</summary>
    /// <returns>
    /// 0, or 2 when it could not start; the reason is then on the console, in French. After « config check »: 0, or 1 when something does
    /// not work.
    /// </returns>
    public static async Task<int> RunAsync(string[] args)
    {
        try
        {
            if (ConfigCheck.IsAsked(args))
                return await ConfigCheck.RunAsync(NewBuilder(args[2..]).Configuration, Console.Out);
            await using var app = await BuildAsync(args);
            await app.StartAsync();
            await Console.Out.WriteLineAsync($"HasToolkit est prêt : ouvrez {AddressToOpen(app)} (Ctrl+C pour arrêter).");
            await AnnounceAsync(app, Console.Out);
            await app.WaitForShutdownAsync();
            return 0;
        }
        catch (IOException e)
        {
            await Console.Error.WriteLineAsync(
                e.Message.Contains("address already in use", StringComparison.OrdinalIgnoreCase)
                    ? "Le port est déjà pris : HasToolkit tourne peut-être déjà. Sinon, choisissez-en un autre : "
                        + "dotnet run --project src/HasToolkit.Web -- --urls http://localhost:5081"
                    : e.Message);
            return 2;
        }
        catch (InvalidDataException e)
        {
            await Console.Error.WriteLineAsync(e.Message);
            return 2;
        }
    }

    /// <summary>Tells, once the host listens, how the first start is done; nothing when it took place.</summary>
    public static Task AnnounceAsync(WebApplication app, TextWriter console) => app.AnnounceFirstRunAsync(AddressToOpen(app), console);

    // « Every address of this machine » is no address that a browser opens.
    private static string AddressToOpen(WebApplication app)
    {
        var address = new UriBuilder(app.Urls.First());
        if (IPAddress.TryParse(address.Host.Trim('[', ']'), out var bound) && (bound.Equals(IPAddress.Any) || bound.Equals(IPAddress.IPv6Any)))
            address.Host = "localhost";
        return address.Uri.GetLeftPart(UriPartial.Authority);
    }

    private static WebApplicationBuilder NewBuilder(string[] args) => WebApplication.CreateBuilder(new WebApplicationOptions
    {
        Args = args,
        ContentRootPath = AppContext.BaseDirectory,
        WebRootPath = Path.Combine(AppContext.BaseDirectory, "wwwroot"),
        ApplicationName = typeof(WebApp).Assembly.GetName().Name,
    });

    // Pages answer GET; a HEAD request gets the same headers and no content.
    private static Task AnswerHeadLikeGet(HttpContext context, RequestDelegate next)
    {
        if (HttpMethods.IsHead(context.Request.Method))
        {
            context.Request.Method = HttpMethods.Get;
            context.Response.Body = Stream.Null;
        }

        return next(context);
    }

    /// <summary>Builds the host: configuration from the settings file, the environment (HAS__…) and the arguments.</summary>
    public static async Task<WebApplication> BuildAsync(string[] args)
    {
        var builder = NewBuilder(args);
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = LargestRequest;
        });

        var options = SettingsReader.Read(builder.Configuration);
        await ConfigCheck.DataFolderAsync(options);
        await TlsCheck.AskAsync(options, Console.Error);
        builder.AddTelemetry(options);
        // Disposed by the container, which owns it from here on.
        var services = await EvaluationServices.OpenAsync(
            options.DataFolder, options.Connection, procedureFolder: options.ProcedureFolder);

        // Disposed by the container too.
        var reviews = await LitReviewServices.OpenAsync(options.DataFolder, options.Connection);
        if (options.Demo)
            await DemoInstall.DossiersAndReviewsAsync(services, reviews);
        var mode = await builder.AddAccessAsync(options, services.Clock);

        builder.Services.AddSingleton(_ => services);
        builder.Services.AddLitReview(reviews);
        builder.Services.AddSingleton(_ => new ReviewAssistance(options, reviews));
        await builder.Services.AddCommentsAsync(options, services.Clock);
        builder.Services.AddSearch(options);
        builder.Services.AddSingleton<DemoLoader>();
        builder.Services.AddHostedService(provider => provider.GetRequiredService<DemoLoader>());
        builder.Services.Configure<FormOptions>(form => form.MultipartBodyLengthLimit = LargestRequest);
        // Accents are sent as they are, not as numbers: the pages are UTF-8.
        builder.Services.AddSingleton<OwnFiles>();
        builder.Services.AddSingleton<DataPlace>();
        builder.Services.AddSingleton<SecurityLog>();
        builder.Services.AddSingleton(HtmlEncoder.Create(UnicodeRanges.All));
        builder.Services.AddRazorComponents();
        builder.Services.AddAntiforgery(antiforgery =>
        {
            antiforgery.FormFieldName = "jeton";
            antiforgery.Cookie = new FormCookie(mode);
        });
        builder.Services.AddHttpContextAccessor();
        builder.Services.AddApi(options);
        builder.Services.AddScoped<FormEcho>();
        builder.Services.AddScoped<ReviewPosts.Desk>();
        builder.Services.AddHostedService<OutboxWorker>();
        DigestWorker.Add(builder.Services, options.Digest, services);

        var app = builder.Build();
        // An address that cannot be used stops the start and not the first question.
        app.Services.GetRequiredService<ReviewAssistance>();
        // The container disposes only of what it has handed out once: without this, a host that nobody asked for a page of
        // reviews leaves its databases open when it stops.
        app.Services.GetRequiredService<EvaluationServices>();
        app.Services.GetRequiredService<LitReviewServices>();
        app.Services.GetRequiredService<AccountServices>();
        if (app.Services.GetRequiredService<AccessMode>().HasAccounts)
            await app.Services.GetRequiredService<FirstRun>().FromSettingsAsync();
        if (options.BehindProxy)
            app.UseForwardedHeaders();
        app.UseMiddleware<SecurityHeaders>();
        app.Use(AnswerHeadLikeGet);
        app.UseExceptionHandler(new ExceptionHandlerOptions
        {
            ExceptionHandlingPath = "/erreur",
            CreateScopeForErrors = true,
            StatusCodeSelector = failure => LedgerDatabase.FailureOf(failure) is null
                ? StatusCodes.Status500InternalServerError
                : StatusCodes.Status503ServiceUnavailable,
        });
        app.UseStatusCodePagesWithReExecute("/introuvable", createScopeForStatusCodePages: true);
        var french = CultureInfo.GetCultureInfo("fr-FR");
        app.UseRequestLocalization(new RequestLocalizationOptions
        {
            DefaultRequestCulture = new RequestCulture(french),
            SupportedCultures = [french],
            SupportedUICultures = [french],
        });
        app.UseStaticFiles();
        app.UseRouting();
        app.UseAccess();
        app.UseMiddleware<CommentsAreForSome>();
        app.UseAntiforgery();
        app.MapGet("/health/live", () => Results.Text("ok"));
        app.MapGet("/health/ready", Readiness.AskAsync);
        app.MapAccess();
        app.MapDossierPosts();
        app.MapAssessmentPosts();
        app.MapDocuments();
        app.MapSessionPosts();
        app.MapInterestPosts();
        app.MapCaseworkPosts();
        app.MapProcedureDownloads();
        app.MapOverviewDownloads();
        app.MapReviewPosts();
        app.MapStudyPosts();
        app.MapComments();
        app.MapApi();
        app.MapDemo();
        app.MapRazorComponents<App>();
        return app;
    }
}
