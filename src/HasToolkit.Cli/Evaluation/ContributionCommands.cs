using System.CommandLine;
using Evaluation.Workflows.Casework;
using Evaluation.Workflows.Procedures;

namespace HasToolkit.Cli.Evaluation;

/// <summary>The call to associations, and what they contribute.</summary>
internal sealed class ContributionCommands(CliApp app)
{
    private readonly CaseworkActs _acts = new(app);

    public Command All() => new CliCommand("contribution", "Appelle les associations à contribuer, et reçoit leurs contributions.")
    {
        Call(), Contribute(), Contributions(),
    };

    private Command Call()
    {
        var reference = DossierCommands.Reference();
        var until = new Option<string>("--jusqu-au")
        {
            Description = "Date de clôture ; sans elle, le délai habituel compte. Elle ne change plus.",
            HelpName = "AAAA-MM-JJ",
        };
        return _acts.Command(
            new CliCommand(
                "appeler", "Appelle les associations à contribuer jusqu’à une date qui ne bouge plus.",
                "has contribution appeler LPPR-2026-0001 --par sophie-marchand") { reference, until },
            reference, run => CaseworkActs.Now(new CallContributions(run.Day(until))), _ => "associations appelées à contribuer", Role.EvaluationService);
    }

    private Command Contribute()
    {
        var (reference, text, file) = (DossierCommands.Reference(), CaseworkActs.Text(), CaseworkActs.File());
        return _acts.Command(
            new CliCommand(
                "verser", "Verse une contribution ; elle est gardée et transmise telle quelle.",
                "has contribution verser LPPR-2026-0001 --fichier contribution.pdf --par lucie-marin") { reference, text, file },
            reference, async run => new Contribute(run.Text(text) ?? "", await CaseworkActs.JoinAsync(run, reference, file)),
            _ => "contribution versée", Role.Association);
    }

    private Command Contributions()
    {
        var reference = DossierCommands.Reference();
        return app.Does(
            new CliCommand(
                "list", "Montre l’appel et les contributions, mot pour mot.", "has contribution list LPPR-2026-0001") { reference },
            async run =>
            {
                var file = await CaseworkActs.ReadAsync(run, run.Get(reference));
                if (run.WantsJson)
                {
                    run.Terminal.Json(new { file.Call, Contributions = file.Contributions.Select(JsonOf) });
                    return ExitCodes.Ok;
                }

                run.Terminal.Say(file.Call is { } call
                    ? $"Appel du {French.Day(call.On)}, clos le {French.Day(call.ClosesOn)} ; {French.Count(file.Contributions.Count, "contribution")}."
                    : "Les associations n’ont pas été appelées. « has contribution appeler » le fait.");
                foreach (var contribution in file.Contributions)
                {
                    run.Terminal.Show(Layout.Heading(
                        $"{contribution.Association}, le {French.Day(contribution.On)}{(contribution.IsLate ? ", après la clôture" : "")}"));
                    run.Terminal.Show(Layout.Indented(contribution.Text.Length > 0 ? contribution.Text : contribution.File!.FileName));
                }

                return ExitCodes.Ok;
            });
    }

    private static object JsonOf(ContributionReceived contribution) => new
    {
        contribution.Association,
        contribution.On,
        contribution.IsLate,
        contribution.Text,
        contribution.File,
    };
}
