using System.CommandLine;
using Evaluation.Workflows.Demo;
using Evaluation.Workflows.Persistence;
using HasToolkit.Cli.Verbatims;
using LitReview;
using LitReview.Demo;
using LitReview.Reviews;
using Verbatims.Nlp.Batches;
using Verbatims.Nlp.Demo;

namespace HasToolkit.Cli.Operations;

/// <summary>Fictional data: a few dossiers at once, or everything that every page and chart can show.</summary>
internal sealed class DemoCommand(CliApp app)
{
    private readonly Option<bool> _whole = new("--complet")
    {
        Description = "Ajoute une année de dossiers, 5 000 commentaires et une revue de 1 500 références ; quelques minutes.",
    };

    public Command Demo() => app.Does(
        new CliCommand(
            "demo", "Installe des données fictives, si l’annuaire est vide.", "has demo --donnees ./demo", "has demo --complet --donnees ./demo")
        {
            _whole,
        },
        InstallAsync);

    private async Task<int> InstallAsync(Run run)
    {
        var services = await run.LedgerAsync();
        var isSeeded = await DemoData.SeedAsync(services.Database, services.Procedures, services.Parts, run.Now, run.Stop);
        if (run.Get(_whole))
        {
            if (!isSeeded && await services.Queries.PersonAsync(DemoPeople.Service.Id, run.Stop) is null)
                throw new InputException("L’annuaire n’est pas celui de la démonstration : rien n’est installé. Choisissez un autre dossier avec --donnees.");
            await InstallWholeAsync(run);
        }

        var found = await services.Queries.ListAsync(new DossierFilter(PageSize: 1), run.Stop);
        if (run.WantsJson)
            run.Terminal.Json(new { IsSeeded = isSeeded, Dossiers = found.Counts[DossierSituation.All] });
        if (isSeeded || run.Get(_whole))
        {
            run.Terminal.Done(
                French.Count(found.Counts[DossierSituation.All], "dossier fictif", "dossiers fictifs") + $" dans « {run.DataFolder} ».");
            run.Terminal.Say("  Voyez-les : has dossier list. L’annuaire : has personne list.");
        }
        else
        {
            run.Terminal.Warn("L’annuaire n’est pas vide : rien n’est installé. Choisissez un autre dossier avec --donnees.");
        }

        return ExitCodes.Ok;
    }

    private static async Task InstallWholeAsync(Run run)
    {
        var services = await run.LedgerAsync();
        var added = await run.Terminal.WithProgressAsync(
            "Dossiers d’une année", DemoYear.Count, progress => DemoYear.SeedAsync(services, progress, run.Stop));
        run.Terminal.Done($"{French.Count(added, "dossier ajouté", "dossiers ajoutés")} sur l’année.");
        using (var reviews = await LitReviewServices.OpenAsync(run.DataFolder, run.Connection, run.Clock, run.Stop))
        {
            var (first, second) = (new ReviewerId(DemoPeople.Lead.Id.Value), new ReviewerId(DemoPeople.Second.Id.Value));
            // The small ones first: they are seeded only where there is nothing yet.
            await DemoReview.SeedAsync(reviews, first, second, new ReviewerId(DemoPeople.Service.Id.Value), run.Stop);
            await run.Terminal.WithProgressAsync(
                "Références d’une revue", DemoLibrary.Decisions,
                progress => DemoLibrary.SeedAsync(reviews, first, second, progress, run.Stop));
            run.Terminal.Done($"Revue de {French.Number(DemoLibrary.Count)} références : « {DemoLibrary.Title} ».");
        }

        using var comments = await VerbatimsRun.OpenAsync(run);
        await DemoComments.SeedAsync(comments.Services, run.Stop);
        await run.Terminal.WithProgressAsync(
            "Commentaires d’un hôpital", DemoHospital.Count,
            progress => DemoHospital.SeedAsync(comments.Services, run.Today, new Analysed(progress), run.Stop));
        run.Terminal.Done($"{French.Number(DemoHospital.Count)} commentaires, fichier « {DemoHospital.FileName} ».");
    }

    private sealed class Analysed(IProgress<int> progress) : IProgress<BatchProgress>
    {
        public void Report(BatchProgress value) => progress.Report(
            value.State == BatchState.Reading ? 0 : (int)(value.Share * DemoHospital.Count));
    }
}
