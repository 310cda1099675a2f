using System.CommandLine;
using Verbatims.Nlp.Intake;
using Verbatims.Nlp.Reading;

namespace HasToolkit.Cli.Verbatims;

/// <summary>What a person may say of a file of comments against what is found out.</summary>
internal sealed class SourceOptions
{
    public const string Formats = "CSV, Excel (.xlsx), JSON Lines ou Parquet, compressé (.gz) ou non.";

    private readonly Option<string> _columns = Text(
        "--colonnes", "Colonnes à utiliser, par exemple texte=Commentaire,date=Date ; le reste est proposé.", "RÔLE=NOM,…");

    private readonly Option<string> _encoding = Text("--encodage", "Encodage du fichier, s’il est mal trouvé.", "NOM");

    private readonly Option<string> _delimiter = Text(
        "--separateur", "Séparateur du CSV, s’il est mal trouvé ; tab pour une tabulation.", "SIGNE");

    private readonly Option<string> _sheet = Text("--feuille", "Feuille du classeur Excel.", "NOM");

    private readonly Option<bool> _noHeader = new("--sans-entete") { Description = "La première ligne porte déjà un commentaire." };

    public void AddTo(Command command)
    {
        foreach (var option in (Option[])[_columns, _encoding, _delimiter, _sheet, _noHeader])
            command.Add(option);
    }

    public Task<SourceFile> OpenAsync(Run run, string path) => SourceFile.OpenAsync(
        path,
        new SourceChoices(
            run.Text(_encoding), DelimiterOf(run.Text(_delimiter)), run.Text(_sheet), run.Get(_noHeader) ? false : null),
        run.Stop);

    /// <summary>The mapping that is proposed, with what a person chose otherwise.</summary>
    public ColumnMapping Mapping(Run run, SourceFile source) => run.Text(_columns) is { } chosen
        ? source.Proposal.With(chosen, source.Description.Columns)
        : source.Proposal;

    private static Option<string> Text(string name, string description, string help) =>
        new(name) { Description = description, HelpName = help };

    private static char? DelimiterOf(string? text) => text switch
    {
        null => null,
        "tab" or "\\t" => '\t',
        [var one] => one,
        _ => throw new InputException($"--separateur : « {text} » n’est pas un signe seul. Exemples : ; , tab."),
    };
}
