using System.CommandLine;
using Evaluation.Workflows.Casework;
using Evaluation.Workflows.Dossiers;
using Evaluation.Workflows.Procedures;

namespace HasToolkit.Cli.Evaluation;

/// <summary>Questions to experts, and what becomes of them.</summary>
internal sealed class ExpertCommands(CliApp app)
{
    private readonly CaseworkActs _acts = new(app);

    public Command All() => new CliCommand("expert", "Interroge des experts : question, réponse, relance, révocation.")
    {
        Invite(), Accept(), Decline(), Answer(), Remind(), Revoke(), Consultations(),
    };

    private static Argument<string> Question() => new("QUESTION") { Description = "Référence de la question, par exemple E1." };

    private Command Invite()
    {
        var (reference, person) = (DossierCommands.Reference(), new Argument<string>("EXPERT") { Description = "Identifiant de l’annuaire." });
        var question = new Option<string>("--question") { Description = "Question posée.", HelpName = "TEXTE", Required = true };
        var due = new Option<string>("--avant") { Description = "Jour où la réponse est attendue.", HelpName = "AAAA-MM-JJ", Required = true };
        var confidential = new Option<bool>("--confidentiel") { Description = "L’entreprise ne lira pas la réponse." };
        var parts = new Option<string[]>("--piece") { Description = "Pièce confiée à l’expert.", HelpName = "CLÉ" };
        return _acts.Command(
            new CliCommand(
                "inviter", "Pose une question à un expert, après l’analyse de ses liens d’intérêts.",
                "has expert inviter LPPR-2026-0001 remi-vasseur --question \"Le suivi suffit-il ?\" --avant 2026-12-15 --piece notice",
                "    --confidentiel --par claire-martin")
            {
                reference, person, question, due, confidential, parts,
            },
            reference,
            async run =>
            {
                var asked = run.Get(parts) ?? [];
                var file = await run.UnseenAsync(run.Get(reference));
                if (asked.FirstOrDefault(key => file.Procedure.Parts.All(part => part.Id != key)) is { } unknown)
                    throw new InputException($"--piece : « {unknown} » n’est pas une pièce de la procédure ; « has dossier show » les montre.");
                return new InviteExpert(
                    new PersonId(run.Get(person)), run.Get(question)!, run.Get(confidential), run.Day(due)!.Value,
                    [.. file.Dossier.Parts.Where(part => asked.Contains(part.Part) && !part.IsSetAside).Select(part => part.Sha256)]);
            },
            run => $"question posée à {run.Get(person)}", CaseworkActs.Staff);
    }

    private Command Accept()
    {
        var (reference, question) = (DossierCommands.Reference(), Question());
        return _acts.Command(
            new CliCommand(
                "accepter", "L’expert accepte de répondre.", "has expert accepter LPPR-2026-0001 E1 --par remi-vasseur")
            {
                reference, question,
            },
            reference,
            run => CaseworkActs.Now(new AcceptInvitation(run.Get(question))), run => $"question {run.Get(question)} acceptée", Role.Expert);
    }

    private Command Decline()
    {
        var (reference, question, reason) = (DossierCommands.Reference(), Question(), CaseworkActs.Reason());
        return _acts.Command(
            new CliCommand(
                "decliner", "L’expert décline.",
                "has expert decliner LPPR-2026-0001 E1 --motif \"Hors de ma spécialité\" --par remi-vasseur")
            {
                reference, question, reason,
            },
            reference,
            run => CaseworkActs.Now(new DeclineInvitation(run.Get(question), run.Get(reason)!)), run => $"question {run.Get(question)} déclinée", Role.Expert);
    }

    private Command Answer()
    {
        var (reference, question, text, file) = (DossierCommands.Reference(), Question(), CaseworkActs.Text(), CaseworkActs.File());
        return _acts.Command(
            new CliCommand(
                "repondre", "L’expert répond.",
                "has expert repondre LPPR-2026-0001 E1 --texte \"La durée est trop courte.\" --par remi-vasseur")
            {
                reference, question, text, file,
            },
            reference,
            async run => new AnswerConsultation(run.Get(question), run.Text(text) ?? "", await CaseworkActs.JoinAsync(run, reference, file)),
            run => $"réponse à la question {run.Get(question)} enregistrée", Role.Expert);
    }

    private Command Remind()
    {
        var (reference, question) = (DossierCommands.Reference(), Question());
        return _acts.Command(
            new CliCommand(
                "relancer", "Relance l’expert.", "has expert relancer LPPR-2026-0001 E1 --par claire-martin") { reference, question },
            reference,
            run => CaseworkActs.Now(new RemindExpert(run.Get(question))), run => $"relance sur la question {run.Get(question)}", CaseworkActs.Staff);
    }

    private Command Revoke()
    {
        var (reference, question, reason) = (DossierCommands.Reference(), Question(), CaseworkActs.Reason());
        return _acts.Command(
            new CliCommand(
                "revoquer", "Révoque l’invitation : l’expert ne lit plus rien.",
                "has expert revoquer LPPR-2026-0001 E1 --motif \"Lien déclaré depuis\" --par claire-martin")
            {
                reference, question, reason,
            },
            reference,
            run => CaseworkActs.Now(new RevokeExpert(run.Get(question), run.Get(reason)!)), run => $"question {run.Get(question)} révoquée", CaseworkActs.Staff);
    }

    private Command Consultations()
    {
        var reference = DossierCommands.Reference();
        return app.Does(
            new CliCommand(
                "list", "Montre les questions aux experts et leurs réponses, selon ce que la personne peut lire.",
                "has expert list LPPR-2026-0001 --par claire-martin") { reference },
            async run =>
            {
                var file = await CaseworkActs.ReadAsync(run, run.Get(reference));
                var names = await run.NamesAsync();
                if (run.WantsJson)
                {
                    run.Terminal.Json(new { Consultations = file.Consultations.Select(JsonOf) });
                    return ExitCodes.Ok;
                }

                if (file.Consultations.Count == 0)
                    run.Terminal.Say("Aucune question à lire. « has expert inviter » en pose une.");
                foreach (var consultation in file.Consultations)
                {
                    var asked = consultation.Invitation;
                    run.Terminal.Show(Layout.Heading(
                        $"{consultation.Id} · {names.GetValueOrDefault(asked.Expert, asked.Expert.Value)} · {consultation.State.Title()}"));
                    run.Terminal.Show(Layout.Pairs(
                        ("Question", asked.Question),
                        ("Attendue le", French.Day(asked.DueOn)),
                        ("Portée", asked.IsConfidential ? "confidentielle" : "partagée"),
                        ("Motif", consultation.Reason ?? ""),
                        ("Réponse", consultation.Answer?.Text ?? ""),
                        ("Fichier", consultation.Answer?.File?.FileName ?? "")));
                }

                return ExitCodes.Ok;
            });
    }

    private static object JsonOf(Consultation consultation) => new
    {
        consultation.Id,
        Expert = consultation.Invitation.Expert.Value,
        consultation.Invitation.Question,
        consultation.Invitation.IsConfidential,
        consultation.Invitation.DueOn,
        State = consultation.State.ToString(),
        consultation.Reason,
        Answer = consultation.Answer?.Text,
        consultation.Answer?.File,
        consultation.Reminders,
    };
}
