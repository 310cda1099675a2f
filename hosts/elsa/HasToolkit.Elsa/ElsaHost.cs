using System.Globalization;
using Elsa.Extensions;
using Elsa.Features.Services;
using Evaluation.Workflows;
using Evaluation.Workflows.Dossiers;
using Evaluation.Workflows.Followers;

namespace HasToolkit.Elsa;

/// <summary>What the host does: serve, or one errand and stop.</summary>
internal static class ElsaHost
{
    private const string SigningKey = "Identity:Tokens:SigningKey";

    private const string Usage =
        """
        HasToolkit.Elsa [commande] [--Has:DataFolder=DOSSIER] [--Has:Connection=…] [--Has:ElsaConnection=…]

          (aucune)              suit le registre et répond à Elsa Studio, jusqu’à l’arrêt
          suivre [--dire]       suit ce qui ne l’est pas encore, puis s’arrête ; avec --dire, nomme chaque événement
          verifier [--reparer]  compare Elsa au registre ; avec --reparer, refait ce qui diffère
          issues                ouvre chaque étape de chaque procédure et la quitte par chacune de ses issues
          essai [DOSSIERS] [ARRETS] [GRAINE]
                                remplit un registre vide, tue le suivi en plein travail, puis compare
        """;

    public static async Task<int> RunAsync(string[] args)
    {
        CultureInfo.DefaultThreadCurrentCulture = CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo("fr-FR");
        // A word such as --reparer would take the setting after it for its value.
        var bySort = args.ToLookup(arg => arg.StartsWith("--", StringComparison.Ordinal) && arg.Contains('=', StringComparison.Ordinal));
        var (settings, words) = (bySort[true].ToList(), bySort[false].ToList());
        switch (words)
        {
            case []:
                return await ServeAsync([.. settings]);
            case ["suivre"]:
                return await ErrandAsync(settings, FollowAsync);
            case ["suivre", "--dire"]:
                return await ErrandAsync(settings, (evaluation, follower, stop) => FollowAsync(evaluation, new SpeakingFollower(follower), stop));
            case ["verifier"]:
                return await ErrandAsync(settings, (evaluation, follower, stop) => CheckAsync(evaluation, follower, isDryRun: true, stop));
            case ["verifier", "--reparer"]:
                return await ErrandAsync(settings, (evaluation, follower, stop) => CheckAsync(evaluation, follower, isDryRun: false, stop));
            case ["issues"]:
                return await ErrandAsync(settings, PortTrial.RunAsync);
            case ["essai", .. var numbers] when numbers.Count <= 3 && numbers.TrueForAll(number => int.TryParse(number, out _)):
                var chosen = numbers.ConvertAll(number => int.Parse(number, CultureInfo.InvariantCulture));
                var trial = new KillTrial(
                    chosen.Count > 0 ? chosen[0] : 60, chosen.Count > 1 ? chosen[1] : 10, chosen.Count > 2 ? chosen[2] : 1, settings);
                return await ErrandAsync(settings, trial.RunAsync);
            default:
                Console.Error.WriteLine(Usage);
                return 2;
        }
    }

    private static async Task<int> ServeAsync(string[] settings)
    {
        var builder = WebApplication.CreateBuilder(settings);
        var options = ElsaOptions.Of(builder.Configuration);
        using var evaluation = await options.OpenLedgerAsync();
        var hasApi = !string.IsNullOrWhiteSpace(builder.Configuration[SigningKey]);
        builder.Services.AddElsaFollower(
            evaluation, options.ElsaFolder, options.ElsaConnection, hasApi ? elsa => UseStudio(elsa, builder.Configuration) : null);
        builder.Services.AddHostedService<FollowingService>();
        builder.Services.AddCors(cors => cors.AddDefaultPolicy(policy =>
        {
            if (options.StudioOrigin is { } origin)
                policy.WithOrigins(origin).AllowAnyHeader().AllowAnyMethod();
        }));

        var app = builder.Build();
        app.UseCors();
        if (hasApi)
        {
            app.UseAuthentication();
            app.UseAuthorization();
            app.UseWorkflowsApi();
        }
        else
        {
            Log.NoApi(app.Logger, SigningKey);
        }

        app.MapGet("/sante", () => Results.Ok());
        await app.RunAsync();
        return 0;
    }

    private static void UseStudio(IModule elsa, IConfiguration configuration)
    {
        var identity = configuration.GetSection("Identity");
        elsa.UseIdentity(feature =>
        {
            feature.TokenOptions += tokens => identity.GetSection("Tokens").Bind(tokens);
            feature.UseConfigurationBasedUserProvider(users => identity.Bind(users));
            feature.UseConfigurationBasedRoleProvider(roles => identity.Bind(roles));
            feature.UseConfigurationBasedApplicationProvider(applications => identity.Bind(applications));
        });
        elsa.UseDefaultAuthentication();
        elsa.UseWorkflowsApi();
    }

    private static async Task<int> ErrandAsync(List<string> settings, Func<EvaluationServices, ElsaFollower, CancellationToken, Task<int>> errand)
    {
        var builder = Host.CreateApplicationBuilder([.. settings]);
        builder.Logging.SetMinimumLevel(LogLevel.Error);
        var options = ElsaOptions.Of(builder.Configuration);
        using var evaluation = await options.OpenLedgerAsync();
        builder.Services.AddElsaFollower(evaluation, options.ElsaFolder, options.ElsaConnection);
        // Elsa's background services end with an exception when they are told to stop.
        builder.Services.Configure<HostOptions>(host => host.BackgroundServiceExceptionBehavior = BackgroundServiceExceptionBehavior.Ignore);
        using var host = builder.Build();
        await host.StartAsync();
        var stop = host.Services.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping;
        try
        {
            return await errand(evaluation, host.Services.GetRequiredService<ElsaFollower>(), stop);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            return 130;
        }
        finally
        {
            await host.StopAsync(CancellationToken.None);
        }
    }

    private static async Task<int> FollowAsync(EvaluationServices evaluation, IProcedureFollower follower, CancellationToken stop)
    {
        var round = await evaluation.CatchUpAsync(follower, stop);
        foreach (var failure in round.Failures)
            Console.Error.WriteLine($"{failure.Dossier} : {failure.Reason.Message}");
        Console.WriteLine($"{round.Events} événements suivis dans {round.Dossiers} dossiers, dont {round.Rebuilt} refaits.");
        return round.Failures.Count > 0 ? 1 : 0;
    }

    private static async Task<int> CheckAsync(EvaluationServices evaluation, ElsaFollower follower, bool isDryRun, CancellationToken stop)
    {
        var compared = await evaluation.Feed.ReconcileAsync(follower, isDryRun, cancellationToken: stop);
        foreach (var failure in compared.Failures)
            Console.Error.WriteLine($"{failure.Dossier} : {failure.Reason.Message}");
        foreach (var divergence in compared.Divergences)
            Console.WriteLine($"{divergence.Dossier} : {KillTrial.Describe(divergence)}{(divergence.IsMended ? " ; refait" : "")}");
        Console.WriteLine($"{compared.Dossiers} dossiers comparés, {compared.Divergences.Count} écarts.");
        return compared.Failures.Count + compared.Divergences.Count(one => !one.IsMended) > 0 ? 1 : 0;
    }

    /// <summary>Names each event on the console before it is followed.</summary>
    private sealed class SpeakingFollower(IProcedureFollower follower) : IProcedureFollower
    {
        public string Name => follower.Name;

        public Task FollowAsync(FollowedEvent followed, CancellationToken cancellationToken)
        {
            Console.WriteLine($"{followed.Dossier} {followed.Signed.Sequence} {followed.Signed.Event.GetType().Name}");
            return follower.FollowAsync(followed, cancellationToken);
        }

        public Task<FollowedState?> ReadAsync(DossierId dossier, CancellationToken cancellationToken) =>
            follower.ReadAsync(dossier, cancellationToken);

        public Task RebuildAsync(DossierId dossier, IReadOnlyList<FollowedEvent> events, CancellationToken cancellationToken) =>
            follower.RebuildAsync(dossier, events, cancellationToken);
    }
}
