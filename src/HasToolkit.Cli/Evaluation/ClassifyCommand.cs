using System.CommandLine;
using Evaluation.Workflows.Assessment;
using Evaluation.Workflows.Dossiers;
using Evaluation.Workflows.Procedures;

namespace HasToolkit.Cli.Evaluation;

/// <summary>The functional classification: computed for a dossier and kept, or only computed.</summary>
internal sealed class ClassifyCommand(CliApp app)
{
    private static readonly (string Word, DigitalPurpose Value)[] Purposes =
    [
        ("support", DigitalPurpose.Support), ("information", DigitalPurpose.Information), ("aide", DigitalPurpose.Living),
        ("prevention", DigitalPurpose.Prevention), ("depistage", DigitalPurpose.Screening), ("diagnostic", DigitalPurpose.Diagnosis),
        ("observance", DigitalPurpose.Adherence), ("surveillance", DigitalPurpose.Monitoring), ("traitement", DigitalPurpose.Treatment),
    ];

    public Command Classify()
    {
        var reference = new Argument<string?>("RÉFÉRENCE")
        {
            Description = "Dossier où le niveau est enregistré ; sans elle, il est seulement calculé.",
            Arity = ArgumentArity.ZeroOrOne,
        };
        var purpose = new Option<string>("--finalite")
        {
            Description = string.Join(", ", Purposes.Select(known => known.Word)) + ".",
            HelpName = "FINALITÉ",
            Required = true,
        };
        var personalised = new Option<bool>("--personnalisee") { Description = "La réponse dépend de données de la personne." };
        var autonomous = new Option<bool>("--autonome") { Description = "La solution décide sans intervention humaine." };
        var comment = new Option<string>("--commentaire") { Description = "Ce que vous en dites.", HelpName = "TEXTE" };
        var signing = new Signing();
        var command = new CliCommand(
            "classer", "Calcule le niveau de la classification fonctionnelle, et dit pourquoi.",
            "has dossier classer --finalite diagnostic --personnalisee",
            "has dossier classer LPPR-2026-0001 --finalite surveillance --personnalisee --par claire-martin")
        {
            reference, purpose, personalised, autonomous, comment,
        };
        return app.Does(signing.AddTo(command), async run =>
        {
            var aim = run.Word(purpose, Purposes)!.Value;
            var found = FunctionalClassification.Of(aim, run.Get(personalised), run.Get(autonomous));
            var title = FunctionalClassification.TitleOf(found.Level);
            if (run.Get(reference) is { } id)
            {
                var result = await (await run.LedgerAsync()).Desk.DoAsync(
                    new DossierId(id), new Classify(aim, run.Get(personalised), run.Get(autonomous), run.Text(comment) ?? ""),
                    await signing.SignAsync(run, Role.EvaluationService, Role.ProjectLead), signing.Seen(run), run.Stop);
                var code = Signing.Answer(run, result, title);
                run.Terminal.Say($"  {found.Reason} {found.ReasonSource}");
                return code;
            }

            if (run.WantsJson)
                run.Terminal.Json(new { Level = found.Level.ToString(), found.Reason, Source = found.ReasonSource.ToString() });
            else
                run.Terminal.Show(Layout.Pairs(("Niveau", title), ("Pourquoi", found.Reason), ("Source", found.ReasonSource.ToString())));
            return ExitCodes.Ok;
        });
    }
}
