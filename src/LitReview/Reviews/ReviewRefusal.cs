using LitReview.Extraction;

namespace LitReview.Reviews;

/// <summary>A rule that said no: what was expected, what was found and what to do, in French.</summary>
public abstract record ReviewRefusal
{
    /// <summary>The message for the person who works on the review.</summary>
    public abstract string Message { get; }

    /// <summary>The name of the rule, stable, for logs and scripts.</summary>
    public string Rule => GetType().Name;

    private protected static string StageName(Stage stage) => stage == Stage.TitleAbstract ? "sur titre et résumé" : "sur texte intégral";
}

/// <summary>No review bears the identifier.</summary>
public sealed record ReviewNotFound(ReviewId Id) : ReviewRefusal
{
    /// <inheritdoc/>
    public override string Message => $"Aucune revue ne porte la référence « {Id} ». Vérifiez-la dans la liste des revues.";
}

/// <summary>The review changed since the writer read it.</summary>
public sealed record ReviewHasChanged(long Seen, long Now) : ReviewRefusal
{
    /// <inheritdoc/>
    public override string Message =>
        $"La revue a changé pendant que vous la lisiez (version {Seen}, maintenant {Now}). Relisez-la, puis recommencez.";
}

/// <summary>A command identifier was used for something else.</summary>
public sealed record CommandWasUsed(Guid Command) : ReviewRefusal
{
    /// <inheritdoc/>
    public override string Message =>
        $"L’identifiant de commande {Command} a déjà servi à une autre action. Rechargez la page, puis recommencez.";
}

/// <summary>The protocol cannot be used.</summary>
public sealed record ProtocolIsInvalid(IReadOnlyList<string> Faults) : ReviewRefusal
{
    /// <inheritdoc/>
    public override string Message => $"Le protocole ne peut pas servir : {string.Join(" ; ", Faults)}. Corrigez, puis recommencez.";
}

/// <summary>Something that must be said is not.</summary>
public sealed record ReasonIsMissing(string What) : ReviewRefusal
{
    /// <inheritdoc/>
    public override string Message => $"{What} : écrivez pourquoi, en quelques mots.";
}

/// <summary>Who created the review stays one of its readers.</summary>
public sealed record CreatorStays : ReviewRefusal
{
    /// <inheritdoc/>
    public override string Message => "Qui a créé la revue en reste lecteur : une revue a toujours quelqu’un. Retirez une autre personne.";
}

/// <summary>The text is too long, or there is none.</summary>
public sealed record TextIsUnusable(string What, int Most) : ReviewRefusal
{
    /// <inheritdoc/>
    public override string Message => $"{What} : un texte de 1 à {Most} caractères est attendu.";
}

/// <summary>There is no such reference.</summary>
public sealed record RecordIsUnknown(int Record, int Count) : ReviewRefusal
{
    /// <inheritdoc/>
    public override string Message => Count == 0
        ? "La revue n’a encore aucune référence. Importez-en d’abord."
        : $"La revue n’a pas de référence n° {Record} ; elles sont numérotées de 1 à {Count}.";
}

/// <summary>The reference repeats another one, which is read instead.</summary>
public sealed record RecordIsDuplicate(int Record, int Original) : ReviewRefusal
{
    /// <inheritdoc/>
    public override string Message =>
        $"La référence n° {Record} répète la n° {Original} : jugez celle-ci, ou défaites d’abord le doublon.";
}

/// <summary>The reference stands for itself already.</summary>
public sealed record RecordIsNoDuplicate(int Record) : ReviewRefusal
{
    /// <inheritdoc/>
    public override string Message => $"La référence n° {Record} n’est liée à aucune autre : il n’y a rien à défaire.";
}

/// <summary>The two references are one, or are linked already.</summary>
public sealed record LinkIsImpossible(int Record, int Original) : ReviewRefusal
{
    /// <inheritdoc/>
    public override string Message => Record == Original
        ? $"La référence n° {Record} ne peut pas répéter elle-même. Choisissez deux références différentes."
        : $"Les références n° {Record} et n° {Original} sont déjà liées. Rechargez la page.";
}

/// <summary>No such pair waits to be judged.</summary>
public sealed record PairIsUnknown(int Record, int Original) : ReviewRefusal
{
    /// <inheritdoc/>
    public override string Message =>
        $"Les références n° {Record} et n° {Original} n’attendent pas de décision : quelqu’un l’a déjà prise. Rechargez la page.";
}

/// <summary>Nothing was imported.</summary>
public sealed record ImportIsEmpty(string File) : ReviewRefusal
{
    /// <inheritdoc/>
    public override string Message =>
        $"Aucune référence n’a pu être lue dans « {File} ». Vérifiez que c’est bien un export de références, puis recommencez.";
}

/// <summary>Enough people have judged the reference.</summary>
public sealed record VotesAreComplete(int Record, int Needed) : ReviewRefusal
{
    /// <inheritdoc/>
    public override string Message => Needed == 1
        ? $"La référence n° {Record} est déjà jugée par une autre personne ; le protocole demande un lecteur. Passez à la suivante."
        : $"La référence n° {Record} a déjà ses {Needed} lectures. Passez à la suivante.";
}

/// <summary>A third person has settled the conflict.</summary>
public sealed record ConflictIsSettled(int Record) : ReviewRefusal
{
    /// <inheritdoc/>
    public override string Message =>
        $"Le désaccord sur la référence n° {Record} est tranché : les deux avis restent tels qu’ils étaient.";
}

/// <summary>The reference was read in full: its title and abstract are not judged again.</summary>
public sealed record FullTextHasBegun(int Record) : ReviewRefusal
{
    /// <inheritdoc/>
    public override string Message =>
        $"La référence n° {Record} est déjà lue en texte intégral : changez l’avis à cette étape.";
}

/// <summary>The reference is not among those to be read in full.</summary>
public sealed record RecordIsNotForFullText(int Record) : ReviewRefusal
{
    /// <inheritdoc/>
    public override string Message =>
        $"La référence n° {Record} n’est pas retenue sur titre et résumé : elle ne se lit pas encore en texte intégral.";
}

/// <summary>The reason is not one of the protocol.</summary>
public sealed record ReasonIsUnknown(string Reason, IReadOnlyList<string> Known) : ReviewRefusal
{
    /// <inheritdoc/>
    public override string Message => Known.Count == 0
        ? $"« {Reason} » n’est pas un motif du protocole, qui n’en a aucun. Ajoutez d’abord les motifs au protocole."
        : $"« {Reason} » n’est pas un motif du protocole. Motifs : {string.Join(" ; ", Known)}.";
}

/// <summary>An exclusion in full text carries its reason.</summary>
public sealed record ReasonIsRequired(int Record) : ReviewRefusal
{
    /// <inheritdoc/>
    public override string Message =>
        $"Pour exclure la référence n° {Record} sur texte intégral, choisissez un motif du protocole : le diagramme PRISMA le reprend.";
}

/// <summary>There is nothing to take back.</summary>
public sealed record NothingToUndo(Stage Stage) : ReviewRefusal
{
    /// <inheritdoc/>
    public override string Message => $"Vous n’avez pas de décision {StageName(Stage)} à annuler.";
}

/// <summary>The readers do not differ.</summary>
public sealed record NoConflict(int Record, Stage Stage) : ReviewRefusal
{
    /// <inheritdoc/>
    public override string Message => $"Il n’y a pas de désaccord {StageName(Stage)} sur la référence n° {Record}. Rechargez la page.";
}

/// <summary>Who settles a conflict is not one of those who differ.</summary>
public sealed record ReviewerIsInConflict(int Record) : ReviewRefusal
{
    /// <inheritdoc/>
    public override string Message =>
        $"Vous avez donné l’un des deux avis sur la référence n° {Record} : une troisième personne doit trancher.";
}

/// <summary>A conflict is settled by a clear answer.</summary>
public sealed record ResolutionIsUnclear(int Record) : ReviewRefusal
{
    /// <inheritdoc/>
    public override string Message => $"Tranchez la référence n° {Record} : inclure ou exclure.";
}

/// <summary>Reading has stopped.</summary>
public sealed record ScreeningIsStopped(int Record) : ReviewRefusal
{
    /// <inheritdoc/>
    public override string Message =>
        $"Le tri est arrêté : la référence n° {Record}, que personne n’a lue, ne se juge plus. Reprenez d’abord le tri.";
}

/// <summary>The reference was left unread by a stop, before a later search began.</summary>
public sealed record SearchIsClosed(int Record) : ReviewRefusal
{
    /// <inheritdoc/>
    public override string Message =>
        $"La référence n° {Record} vient d’une recherche close par un arrêt du tri : seules les nouvelles se lisent.";
}

/// <summary>A random check comes after a stop.</summary>
public sealed record CheckIsEarly : ReviewRefusal
{
    /// <inheritdoc/>
    public override string Message => "Le contrôle au hasard porte sur ce qu’un arrêt laisse non lu : arrêtez d’abord le tri.";
}

/// <summary>So many references cannot be drawn.</summary>
public sealed record CheckIsImpossible(int Size, int Unread) : ReviewRefusal
{
    /// <inheritdoc/>
    public override string Message => Unread == 0
        ? "Toutes les références sont lues : il n’y a rien à contrôler."
        : $"Un contrôle de {Size} références n’est pas possible : de 1 à {Unread} références non lues sont attendues.";
}

/// <summary>Reading goes on already, or is stopped already.</summary>
public sealed record ScreeningStateIsSame(bool IsStopped) : ReviewRefusal
{
    /// <inheritdoc/>
    public override string Message => IsStopped ? "Le tri est déjà arrêté." : "Le tri n’est pas arrêté : il n’y a rien à reprendre.";
}

/// <summary>Stopping before the test allows it needs a reason.</summary>
public sealed record StopIsEarly(string Reading) : ReviewRefusal
{
    /// <inheritdoc/>
    public override string Message =>
        $"{Reading} Pour arrêter quand même, écrivez pourquoi : le rapport le dira.";
}

/// <summary>The level is none of the scale.</summary>
public sealed record LevelIsUnknown(string Level) : ReviewRefusal
{
    /// <inheritdoc/>
    public override string Message =>
        $"Le niveau de preuve « {Level} » n’existe pas : de 1 (fort) à 4 (faible), ou AE (accord d’experts), est attendu.";
}

/// <summary>The type of study lets expect no level, and none is given.</summary>
public sealed record LevelIsMissing(string StudyType) : ReviewRefusal
{
    /// <inheritdoc/>
    public override string Message =>
        $"Le guide ne donne aucun niveau pour « {StudyType} » : choisissez-en un, et dites pourquoi.";
}

/// <summary>The type of study is not one of the list.</summary>
public sealed record StudyTypeIsUnknown(string StudyType, IReadOnlyList<string> Known) : ReviewRefusal
{
    /// <inheritdoc/>
    public override string Message => StudyType.Length == 0
        ? "Choisissez d’abord le type d’étude : le niveau de preuve en part."
        : $"Le type d’étude « {StudyType} » est inconnu : {string.Join(", ", Known)}.";
}

/// <summary>The study is not read in full, or was set aside.</summary>
public sealed record StudyIsNotIncluded(int Record) : ReviewRefusal
{
    /// <inheritdoc/>
    public override string Message =>
        $"La référence n° {Record} n’est pas gardée pour la lecture en entier, ou y est exclue : elle ne s’évalue pas.";
}

/// <summary>The form of extraction cannot be used.</summary>
public sealed record ExtractionFormIsInvalid(IReadOnlyList<string> Faults) : ReviewRefusal
{
    /// <inheritdoc/>
    public override string Message => $"Le formulaire ne peut pas servir : {string.Join(" ; ", Faults)}. Corrigez, puis recommencez.";
}

/// <summary>A field that is left out has values.</summary>
public sealed record FieldHasValues(IReadOnlyList<string> Fields) : ReviewRefusal
{
    /// <inheritdoc/>
    public override string Message =>
        $"{string.Join(", ", Fields.Select(name => $"« {name} »"))} : des valeurs y sont déjà, qui se perdraient. Gardez ce nom dans le formulaire.";
}

/// <summary>The form has no such field.</summary>
public sealed record FieldIsUnknown(string Field, IReadOnlyList<string> Known) : ReviewRefusal
{
    /// <inheritdoc/>
    public override string Message => $"Le formulaire n’a pas de champ « {Field} ». Champs : {string.Join(", ", Known)}.";
}

/// <summary>A value comes with the words that say it.</summary>
public sealed record QuoteIsMissing(string Field) : ReviewRefusal
{
    /// <inheritdoc/>
    public override string Message =>
        $"« {Field} » : recopiez les mots de l’étude qui le disent, ou écrivez « {CheckedValue.NotReported} » si elle n’en parle pas.";
}

/// <summary>The quote is in none of the texts of the study.</summary>
public sealed record QuoteIsNotThere(string Field, string Quote) : ReviewRefusal
{
    /// <inheritdoc/>
    public override string Message =>
        $"« {Field} » : l’extrait « {(Quote.Length > 80 ? Quote[..80].TrimEnd() + "…" : Quote)} » n’est mot pour mot ni dans le titre et le résumé, "
        + "ni dans le texte intégral joint. Recopiez-le tel quel, trois mots au moins.";
}

/// <summary>Enough people have filled the field in.</summary>
public sealed record ExtractionIsTaken(string Field, int Extractors) : ReviewRefusal
{
    /// <inheritdoc/>
    public override string Message => Extractors == 1
        ? $"« {Field} » est déjà rempli par une autre personne ; le formulaire en demande une."
        : $"« {Field} » est déjà rempli par {Extractors} personnes.";
}

/// <summary>The difference is settled.</summary>
public sealed record ValueIsSettled(string Field) : ReviewRefusal
{
    /// <inheritdoc/>
    public override string Message => $"« {Field} » est tranché : la valeur se change en tranchant de nouveau.";
}

/// <summary>There is no difference to settle.</summary>
public sealed record ValuesAgree(string Field) : ReviewRefusal
{
    /// <inheritdoc/>
    public override string Message => $"« {Field} » : il n’y a pas deux valeurs différentes à trancher. Rechargez la page.";
}

/// <summary>The form of bias cannot be used.</summary>
public sealed record BiasFormIsInvalid(IReadOnlyList<string> Faults) : ReviewRefusal
{
    /// <inheritdoc/>
    public override string Message => $"La grille ne peut pas servir : {string.Join(" ; ", Faults)}. Corrigez le fichier, puis recommencez.";
}

/// <summary>The review has a form of this name, of this version or a newer one, that says something else.</summary>
public sealed record BiasFormIsOlder(string Form, int Version, int Known) : ReviewRefusal
{
    /// <inheritdoc/>
    public override string Message =>
        $"La grille « {Form} » est déjà là, en version {Known}, et dit autre chose. Donnez à la vôtre (version {Version}) une version plus grande, ou un autre nom.";
}

/// <summary>A newer version of a form leaves out what studies were judged on.</summary>
public sealed record BiasFormLosesMarks(string Form, IReadOnlyList<string> Domains) : ReviewRefusal
{
    /// <inheritdoc/>
    public override string Message =>
        $"Des études sont déjà jugées sur {string.Join(", ", Domains)} de la grille « {Form} », que cette version n’a plus : donnez-lui un autre nom.";
}

/// <summary>No such form can be used.</summary>
public sealed record BiasFormIsUnknown(string Form, IReadOnlyList<string> Known) : ReviewRefusal
{
    /// <inheritdoc/>
    public override string Message => $"La grille « {Form} » est inconnue : {string.Join(", ", Known)}.";
}

/// <summary>A list of known articles names none.</summary>
public sealed record KnownListIsEmpty(string File) : ReviewRefusal
{
    /// <inheritdoc/>
    public override string Message => $"« {File} » ne nomme aucun article. Donnez un DOI, un PMID ou un titre par ligne, ou un export de références.";
}

/// <summary>The abstract of a reference came with it, and no one types another.</summary>
public sealed record AbstractIsThere(int Record) : ReviewRefusal
{
    /// <inheritdoc/>
    public override string Message => $"La référence n° {Record} a déjà un résumé, venu de son fichier : écrivez une note si quelque chose y manque.";
}

/// <summary>The form has no such judgement.</summary>
public sealed record JudgementIsUnknown(string Judgement, IReadOnlyList<string> Known) : ReviewRefusal
{
    /// <inheritdoc/>
    public override string Message => $"« {Judgement} » n’est pas un jugement de la grille : {string.Join(", ", Known)}.";
}
