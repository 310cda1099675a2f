using System.CommandLine;
using Accounts;
using Accounts.People;
using Evaluation.Workflows.Dossiers;

namespace HasToolkit.Cli.Operations;

/// <summary>The accounts, from the machine that holds the data.</summary>
internal sealed class AccountCommands(CliApp app)
{
    public Command All() => new CliCommand(
        "compte", "Tient les comptes de connexion et leur journal.")
    {
        List(), Create(), Invite(), Block(), Unblock(), Verify(), Digest(),
    };

    private Command List() => app.Does(
        new CliCommand("list", "Liste les comptes.", "has compte list"),
        async run =>
        {
            using var accounts = await OpenAsync(run);
            var all = await accounts.Queries.AllAsync(run.Stop);
            if (run.WantsJson)
            {
                run.Terminal.Json(new
                {
                    Accounts = all.Select(account => new
                    {
                        account.Identifier,
                        account.Name,
                        account.Person,
                        account.IsAdministrator,
                        account.IsBlocked,
                        account.InvitedUntil,
                        account.SignedInAt,
                    }),
                });
            }
            else if (all.Count == 0)
            {
                run.Terminal.Say("Aucun compte. « has compte create IDENTIFIANT --nom NOM --administrateur » crée le premier.");
            }
            else
            {
                var table = Layout.Table("!Identifiant", "Nom", "Sorte", "État");
                foreach (var account in all)
                {
                    table.With(
                        account.Identifier, account.Name, account.IsAdministrator ? "administrateur" : $"personne {account.Person}",
                        account.IsBlocked ? "bloqué" : account.InvitedUntil is not null ? "invité" : "ouvert");
                }

                run.Terminal.Show(table);
            }

            return ExitCodes.Ok;
        });

    private Command Create()
    {
        var identifier = Identifier();
        var name = new Option<string>("--nom") { Description = "Nom et prénom d’un administrateur.", HelpName = "NOM" };
        var person = new Option<string>("--personne") { Description = "Personne de l’annuaire à qui est le compte.", HelpName = "IDENTIFIANT" };
        var administrator = new Option<bool>("--administrateur") { Description = "Un compte qui tient les comptes et ne décide de rien." };
        return app.Does(
            new CliCommand(
                "create",
                "Crée un compte, et donne le lien d’invitation où son titulaire choisit son mot de passe.\n\n"
                + "Le premier administrateur créé ici tient lieu de premier démarrage.",
                "has compte create claire.martin --personne claire-martin",
                "has compte create luc.bernard --nom \"Luc Bernard\" --administrateur")
            { identifier, name, person, administrator },
            async run =>
            {
                if (run.Get(administrator) == run.Text(person) is not null)
                    throw new InputException("Donnez --personne IDENTIFIANT, ou bien --administrateur avec --nom : un compte est l’un ou l’autre.");
                var (shown, id) = (run.Text(name), (string?)null);
                if (run.Text(person) is { } typed)
                {
                    var known = await (await run.LedgerAsync()).Queries.PersonAsync(new PersonId(typed), run.Stop)
                        ?? throw new RefusedException(new PersonUnknown(new PersonId(typed)));
                    (shown, id) = (known.Name, known.Id.Value);
                }

                using var accounts = await OpenAsync(run);
                return Invited(run, await accounts.Desk.CreateAsync(
                    run.Get(identifier), shown ?? throw new InputException("Donnez le nom de l’administrateur : --nom NOM."), id, by: null, run.Stop));
            });
    }

    private Command Invite()
    {
        var identifier = Identifier();
        var proof = new Option<string>("--preuve")
        {
            Description = "Comment vous savez que la demande vient du titulaire ; le journal le garde.",
            HelpName = "TEXTE",
            Required = true,
        };
        return app.Does(
            new CliCommand(
                "inviter", "Donne un nouveau lien d’invitation ; l’ancien mot de passe et les sessions ne valent plus.",
                "has compte inviter claire.martin --preuve \"rappelée au numéro de l’annuaire\"")
            { identifier, proof },
            run => OnAsync(
                run, identifier, (accounts, account) => accounts.Desk.InviteAsync(account.Id, run.Get(proof)!, by: null, run.Stop), Invited));
    }

    private Command Block()
    {
        var identifier = Identifier();
        var reason = new Option<string>("--motif") { Description = "Pourquoi.", HelpName = "TEXTE", Required = true };
        return app.Does(
            new CliCommand("bloquer", "Ferme un compte : ses sessions finissent aussitôt.", "has compte bloquer claire.martin --motif \"départ\"")
            { identifier, reason },
            run => OnAsync(
                run, identifier, (accounts, account) => accounts.Desk.BlockAsync(account.Id, run.Get(reason)!, by: null, run.Stop),
                (_, outcome) => Said(run, outcome, "est bloqué")));
    }

    private Command Unblock()
    {
        var identifier = Identifier();
        return app.Does(
            new CliCommand("debloquer", "Ouvre à nouveau un compte bloqué, ou dont les essais sont suspendus.", "has compte debloquer claire.martin")
            { identifier },
            run => OnAsync(
                run, identifier, (accounts, account) => accounts.Desk.UnblockAsync(account.Id, by: null, run.Stop),
                (_, outcome) => Said(run, outcome, "est débloqué")));
    }

    private Command Verify() => app.Does(
        new CliCommand("verifier", "Recalcule la chaîne du journal des comptes.", "has compte verifier"),
        async run =>
        {
            using var accounts = await OpenAsync(run);
            var (acts, fault) = await accounts.Queries.VerifyAsync(run.Stop);
            if (run.WantsJson)
                run.Terminal.Json(new { Acts = acts, Fault = fault });
            if (fault is not null)
            {
                run.Terminal.Fail($"Le journal des comptes ne se vérifie pas : {fault}. Gardez la base en l’état et comparez-la à une sauvegarde.");
                return ExitCodes.Findings;
            }

            run.Terminal.Done($"Le journal des comptes se vérifie : {French.Count(acts, "acte", "actes")}.");
            return ExitCodes.Ok;
        });

    private Command Digest() => app.Does(
        new CliCommand(
            "empreinte",
            "Lit un mot de passe sur l’entrée et écrit son empreinte, pour Has:FirstRun:PasswordHash.",
            "has compte empreinte < mot-de-passe.txt"),
        async run =>
        {
            var password = await app.Input.ReadLineAsync(run.Stop) ?? "";
            if (PasswordRules.Fault(password, "", "") is { } fault)
                throw new InputException(fault);
            using var accounts = await OpenAsync(run);
            run.Terminal.Raw(accounts.SignIn.DigestOf(password));
            return ExitCodes.Ok;
        });

    private static Argument<string> Identifier() =>
        new("identifiant") { Description = "Ce qui se tape pour se connecter.", HelpName = "IDENTIFIANT" };

    private static async Task<int> OnAsync(
        Run run, Argument<string> identifier, Func<AccountServices, Account, Task<AccountOutcome>> act, Func<Run, AccountOutcome, int> answer)
    {
        using var accounts = await OpenAsync(run);
        var account = await accounts.Queries.NamedAsync(run.Get(identifier), run.Stop)
            ?? throw new InputException($"Aucun compte « {run.Get(identifier)} ». « has compte list » les montre.");
        return answer(run, await act(accounts, account));
    }

    private static int Invited(Run run, AccountOutcome outcome)
    {
        if (outcome.Account is not { } account)
            return Refused(run, outcome.Refusal!);
        if (run.WantsJson)
            run.Terminal.Json(new { Status = "done", account.Identifier, Invitation = $"/invitation#{outcome.Code}", account.InvitedUntil });
        else
            run.Terminal.Raw($"/invitation#{outcome.Code}");
        run.Terminal.Done(
            $"Compte « {account.Identifier} ». Remettez-lui ce chemin, derrière l’adresse des pages : il vaut 72 heures et sert une fois.");
        return ExitCodes.Ok;
    }

    private static int Said(Run run, AccountOutcome outcome, string done)
    {
        if (outcome.Account is not { } account)
            return Refused(run, outcome.Refusal!);
        if (run.WantsJson)
            run.Terminal.Json(new { Status = "done", account.Identifier });
        run.Terminal.Done($"Le compte « {account.Identifier} » {done}.");
        return ExitCodes.Ok;
    }

    private static int Refused(Run run, AccountRefusal refusal)
    {
        if (run.WantsJson)
            run.Terminal.Json(new { Status = "refused", refusal.Rule, refusal.Message });
        run.Terminal.Fail(refusal.Message);
        return ExitCodes.Findings;
    }

    private static Task<AccountServices> OpenAsync(Run run) =>
        AccountServices.OpenAsync(run.DataFolder, run.Connection, run.Clock, cancellationToken: run.Stop);
}
