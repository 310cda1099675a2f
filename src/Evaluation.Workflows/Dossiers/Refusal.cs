using Evaluation.Workflows.Deadlines;
using Evaluation.Workflows.Procedures;

namespace Evaluation.Workflows.Dossiers;

/// <summary>A rule that said no: what was expected, what was found and what to do, in French.</summary>
public abstract record Refusal
{
    /// <summary>The message for the person in charge.</summary>
    public abstract string Message { get; }

    /// <summary>The name of the rule, stable, for logs and scripts.</summary>
    public string Rule => GetType().Name;

    private protected static string Day(DateOnly day) => FrenchCalendar.Write(day);

    private protected static string List(IEnumerable<string> items) => string.Join(", ", items);
}

/// <summary>No dossier bears the reference.</summary>
public sealed record DossierNotFound(DossierId Id) : Refusal
{
    /// <inheritdoc/>
    public override string Message => $"Aucun dossier ne porte la référence {Id}. Vérifiez-la dans la liste des dossiers.";
}

/// <summary>Nothing moves after the end.</summary>
public sealed record DossierIsClosed(DossierId Id, string Ending) : Refusal
{
    /// <inheritdoc/>
    public override string Message => $"Le dossier {Id} est clos ({Ending}) : plus rien ne peut y être ajouté.";
}

/// <summary>The dossier changed since the writer read it.</summary>
public sealed record DossierHasChanged(string Id, long Seen, long Now, string By, string What) : Refusal
{
    /// <inheritdoc/>
    public override string Message =>
        $"{Id} a changé pendant que vous le lisiez : vous aviez la version {Seen}, il en est à la version {Now} "
        + $"({What}, par {By}). Rien de votre saisie n’a été enregistré. Relisez le dossier, vérifiez, puis recommencez.";
}

/// <summary>A command identifier was used for something else.</summary>
public sealed record CommandIdentifierReused(Guid Command) : Refusal
{
    /// <inheritdoc/>
    public override string Message =>
        $"L’identifiant de commande {Command} a déjà servi à une autre action. Recommencez avec un nouvel identifiant.";
}

/// <summary>The directory does not know the person.</summary>
public sealed record PersonUnknown(PersonId Person) : Refusal
{
    /// <inheritdoc/>
    public override string Message => $"« {Person} » n’est pas dans l’annuaire. Choisissez une personne de l’annuaire.";
}

/// <summary>The person does not hold the role.</summary>
public sealed record RoleIsNotHeld(string Name, Role Role, IReadOnlyList<Role> Held) : Refusal
{
    /// <inheritdoc/>
    public override string Message =>
        $"{Name} n’a pas le rôle « {Role.Title()} » (ses rôles : {List(Held.Select(role => role.Title()))}). "
        + "Choisissez l’un de ces rôles.";
}

/// <summary>The role may not do this.</summary>
public sealed record RoleMayNot(Role Role, string Action, IReadOnlyList<Role> Allowed) : Refusal
{
    /// <inheritdoc/>
    public override string Message =>
        $"« {Action} » revient à : {List(Allowed.Select(role => role.Title()))}. "
        + $"Vous agissez comme « {Role.Title()} » ; confiez l’action à une personne qui a ce rôle.";
}

/// <summary>The dossier has another person in charge.</summary>
public sealed record PersonIsNotAssigned(string Name, Role Role, IReadOnlyList<string> Assigned) : Refusal
{
    /// <inheritdoc/>
    public override string Message =>
        $"Ce dossier est confié à {List(Assigned)} comme « {Role.Title()} ». "
        + $"{Name} ne peut agir qu’après y avoir été désigné.";
}

/// <summary>An applicant acts for his own company only.</summary>
public sealed record ApplicantActsForAnotherCompany(string Own, string Asked) : Refusal
{
    /// <inheritdoc/>
    public override string Message =>
        $"Ce dossier est déposé par {Asked} ; vous représentez {Own}. Seul {Asked} peut agir ici.";
}

/// <summary>The person takes no part in the dossier.</summary>
public sealed record PersonIsDeported(string Name, string Id) : Refusal
{
    /// <inheritdoc/>
    public override string Message =>
        $"{Name} est déporté du dossier {Id} : ni lecture, ni débat, ni vote, quel que soit son rôle "
        + "(CSS, art. R. 161-85). Confiez l’action à une autre personne.";
}

/// <summary>The déport exists already, or does not exist.</summary>
public sealed record DeportIsAsBefore(string Name, bool IsDeported) : Refusal
{
    /// <inheritdoc/>
    public override string Message => IsDeported ? $"{Name} est déjà déporté de ce dossier." : $"{Name} n’est pas déporté de ce dossier.";
}

/// <summary>A declared link, direct and current, forbids the person's part in the dossier.</summary>
public sealed record LinkForbids(string Name, string Link, string Target) : Refusal
{
    /// <inheritdoc/>
    public override string Message =>
        $"{Name} a déclaré un lien d’intérêts direct et en cours avec {Target} : {Link} (CSS, art. R. 161-85). "
        + "Désignez une autre personne, ou demandez au service déontologie s’il lève ce conflit, avec son motif.";
}

/// <summary>An expert or an association reads what is meant for him, and not the dossier.</summary>
public sealed record ReadsHisPartOnly(string Name) : Refusal
{
    /// <inheritdoc/>
    public override string Message =>
        $"{Name} lit la question qui lui est posée, les pièces qui lui sont confiées et ses propres réponses, pas le dossier entier. "
        + "Ouvrez-les depuis « Mes tâches ».";
}

/// <summary>The step is not open.</summary>
public sealed record StepIsNotOpen(string Step, IReadOnlyList<string> Open) : Refusal
{
    /// <inheritdoc/>
    public override string Message => Open.Count == 0
        ? $"L’étape « {Step} » n’est pas ouverte ; aucune ne l’est."
        : $"L’étape « {Step} » n’est pas ouverte. Étapes ouvertes : {List(Open)}.";
}

/// <summary>The step has no such outcome.</summary>
public sealed record OutcomeIsUnknown(string Step, string Outcome, IReadOnlyList<string> Known) : Refusal
{
    /// <inheritdoc/>
    public override string Message =>
        $"L’étape « {Step} » n’a pas d’issue « {Outcome} ». Issues possibles : {List(Known)}.";
}

/// <summary>Only the commission in session can finish the step.</summary>
public sealed record StepNeedsSession(string Step) : Refusal
{
    /// <inheritdoc/>
    public override string Message =>
        $"« {Step} » se décide en séance. Inscrivez le dossier à l’ordre du jour, puis enregistrez la délibération "
        + "dans la séance.";
}

/// <summary>A field is missing or wrong.</summary>
public sealed record FieldIsWrong(string Field, string Title, string Problem) : Refusal
{
    /// <inheritdoc/>
    public override string Message => $"« {Title} » : {Problem}";
}

/// <summary>An act cannot be dated in the future.</summary>
public sealed record DateIsInTheFuture(DateOnly Date, DateOnly Today) : Refusal
{
    /// <inheritdoc/>
    public override string Message => $"La date du {Day(Date)} est à venir : nous sommes le {Day(Today)}. Corrigez-la.";
}

/// <summary>An act cannot be dated before what it follows.</summary>
public sealed record DateIsBeforeOpening(DateOnly Date, string Step, DateOnly Opened) : Refusal
{
    /// <inheritdoc/>
    public override string Message =>
        $"La date du {Day(Date)} précède l’ouverture de « {Step} », le {Day(Opened)}. Corrigez-la.";
}

/// <summary>Parts are missing.</summary>
public sealed record PartsAreMissing(DossierId Id, IReadOnlyList<string> Parts) : Refusal
{
    /// <inheritdoc/>
    public override string Message =>
        $"Le dossier {Id} n’est pas recevable : il manque {List(Parts)}. Ajoutez ces pièces, puis relancez l’étape.";
}

/// <summary>Nothing is missing, so nothing can be asked for.</summary>
public sealed record NoPartIsMissing(DossierId Id) : Refusal
{
    /// <inheritdoc/>
    public override string Message =>
        $"Toutes les pièces obligatoires du dossier {Id} sont là : il ne peut pas être déclaré incomplet.";
}

/// <summary>Indications have no complete conclusion.</summary>
public sealed record ConclusionsAreMissing(IReadOnlyList<string> Indications) : Refusal
{
    /// <inheritdoc/>
    public override string Message =>
        $"Il manque la conclusion sur : {List(Indications)}. Chaque indication reçoit la sienne avant le vote.";
}

/// <summary>A conclusion of the wrong type, or for an indication that the dossier does not have, or too late.</summary>
public sealed record ConclusionDoesNotFit(string Problem) : Refusal
{
    /// <inheritdoc/>
    public override string Message => Problem;
}

/// <summary>Too few people may vote.</summary>
public sealed record QuorumIsNotReached(int Voters, int Quorum, int Deported, string Mark) : Refusal
{
    /// <inheritdoc/>
    public override string Message =>
        $"Le quorum n’est pas atteint pour ce point : {Voters} membres peuvent voter ({Deported} déporté(s)), "
        + $"il en faut {Quorum} (paramètre [{Mark}]). Reportez le point ou complétez la présence.";
}

/// <summary>The votes do not add up to the voters.</summary>
public sealed record VotesDoNotAddUp(int Votes, int Voters) : Refusal
{
    /// <inheritdoc/>
    public override string Message =>
        $"Le relevé compte {Votes} voix pour {Voters} votants. Comptez aussi les abstentions, puis corrigez.";
}

/// <summary>The vote is missing or went the other way.</summary>
public sealed record VoteDoesNotCarry(string Outcome, Vote? Vote) : Refusal
{
    /// <inheritdoc/>
    public override string Message => Vote is null
        ? $"« {Outcome} » demande un vote. Saisissez le relevé des votes."
        : $"Le vote ne porte pas « {Outcome} » : {Vote}. Choisissez l’issue qui correspond au vote.";
}

/// <summary>Two people are needed.</summary>
public sealed record SecondPersonIsNeeded(string Action, string Step) : Refusal
{
    /// <inheritdoc/>
    public override string Message =>
        $"« {Action} » demande une autre personne que celle qui a terminé « {Step} ».";
}

/// <summary>A limit has not passed yet.</summary>
public sealed record LimitStillRuns(string Limit, DateOnly? Due) : Refusal
{
    /// <inheritdoc/>
    public override string Message => Due is { } due
        ? $"Le délai « {Limit} » court jusqu’au {Day(due)} inclus : attendez son terme."
        : $"Le délai « {Limit} » n’a pas commencé ou est suspendu.";
}

/// <summary>One part must be on file before the outcome can be chosen.</summary>
public sealed record PartIsNeeded(string Outcome, string Part) : Refusal
{
    /// <inheritdoc/>
    public override string Message =>
        $"« {Outcome} » suppose que la pièce « {Part} » soit au dossier. Versez-la, puis recommencez.";
}

/// <summary>Silence is held against nobody before the notification and its dated proof are on file.</summary>
public sealed record NotificationIsNotProven(string Outcome, string Notification, string Part) : Refusal
{
    /// <inheritdoc/>
    public override string Message =>
        $"« {Outcome} » ne se constate qu’après « {Notification} », avec sa preuve datée. Versez la pièce « {Part} », reçue au "
        + "plus tôt le jour de la notification, puis recommencez.";
}

/// <summary>An earlier step had to end otherwise.</summary>
public sealed record EarlierOutcomeIsNeeded(string Outcome, string Step, string Wanted, string? Found) : Refusal
{
    /// <inheritdoc/>
    public override string Message =>
        $"« {Outcome} » suppose que « {Step} » se soit terminée par « {Wanted} » ; "
        + (Found is null ? "elle n’est pas terminée." : $"elle s’est terminée par « {Found} ».");
}

/// <summary>What was filled in excludes the outcome.</summary>
public sealed record FieldForbidsOutcome(string Field, string Outcome, string Title, string Wanted, string? Found) : Refusal
{
    /// <inheritdoc/>
    public override string Message =>
        $"« {Outcome} » suppose « {Title} : {Wanted} »{(Found is null ? "" : $" ; vous avez indiqué « {Found} »")}. "
        + "Corrigez, ou choisissez une autre issue.";
}

/// <summary>The outcome is for the other kind of product.</summary>
public sealed record OutcomeIsForOtherProducts(string Outcome, bool IsForDigital) : Refusal
{
    /// <inheritdoc/>
    public override string Message => IsForDigital
        ? $"« {Outcome} » concerne un dispositif numérique ; celui-ci ne l’est pas. Choisissez l’autre issue."
        : $"« {Outcome} » concerne un dispositif non numérique ; celui-ci l’est. Choisissez l’autre issue.";
}

/// <summary>The outcome is for another kind of request.</summary>
public sealed record OutcomeIsForOtherRequests(string Outcome, string Wanted, string Found) : Refusal
{
    /// <inheritdoc/>
    public override string Message =>
        $"« {Outcome} » concerne une demande « {Wanted} » ; celle-ci est « {Found} ». Choisissez l’autre issue.";
}

/// <summary>The conclusions recorded go the other way.</summary>
public sealed record ConclusionsSayOtherwise(string Outcome, bool AreFavourable) : Refusal
{
    /// <inheritdoc/>
    public override string Message => AreFavourable
        ? $"« {Outcome} » contredit les conclusions : l’une au moins est favorable. Choisissez l’issue qui leur correspond."
        : $"« {Outcome} » contredit les conclusions : aucune n’est favorable. Choisissez l’issue qui leur correspond.";
}

/// <summary>The applicant did not withdraw.</summary>
public sealed record NoWithdrawal(DossierId Id) : Refusal
{
    /// <inheritdoc/>
    public override string Message => $"Le demandeur n’a pas retiré le dossier {Id} : cette action suppose un retrait.";
}

/// <summary>A second withdrawal.</summary>
public sealed record AlreadyWithdrawn(DateOnly On) : Refusal
{
    /// <inheritdoc/>
    public override string Message => $"Le demandeur a déjà demandé le retrait, le {Day(On)}.";
}

/// <summary>Something in the request cannot be.</summary>
public sealed record RequestIsInvalid(IReadOnlyList<string> Faults) : Refusal
{
    /// <inheritdoc/>
    public override string Message => string.Join(" ", Faults);
}

/// <summary>A rule of the session said no.</summary>
public sealed record SessionRefuses(string Problem) : Refusal
{
    /// <inheritdoc/>
    public override string Message => Problem;
}
