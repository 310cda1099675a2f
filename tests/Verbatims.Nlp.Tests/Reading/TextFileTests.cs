using System.Globalization;
using System.Text;
using CsCheck;
using Verbatims.Nlp.Analysis;
using Verbatims.Nlp.Intake;
using Verbatims.Nlp.Reading;

namespace Verbatims.Nlp.Tests.Reading;

public sealed class TextFileTests : IDisposable
{
    private readonly AFolder _folder = new();

    static TextFileTests() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(';')]
    [InlineData(',')]
    [InlineData('\t')]
    [InlineData('|')]
    [InlineData('^')]
    public async Task The_delimiter_is_found_out(char delimiter)
    {
        var rows = new[]
        {
            "date,service,commentaire", "12/03/2026,Urgences,\"Attente, bruit ; froid | rien ^ à manger\"",
            "13/03/2026,Chirurgie,Personnel très gentil", "14/03/2026,Chirurgie,Repas froid",
        };
        var text = string.Join("\r\n", rows.Select(row => string.Join(delimiter, Split(row))));

        var read = await AFolder.ReadAsync(_folder.Write("a.csv", text));

        Assert.Equal(delimiter, read.Description.Delimiter);
        Assert.Equal(["date", "service", "commentaire"], read.Description.Columns);
        Assert.Equal(
            ["Attente, bruit ; froid | rien ^ à manger", "Personnel très gentil", "Repas froid"], read.Texts);
        Assert.All(read.Comments, comment => Assert.Equal(new DateOnly(2026, 3, 1), comment.Month));

        static string[] Split(string row) => row.Split(',', 3);
    }

    [Theory]
    [InlineData(',')]
    [InlineData(';')]
    public async Task Long_texts_full_of_the_delimiter_do_not_hide_it(char delimiter)
    {
        var comment = string.Join($"{delimiter} ", Enumerable.Repeat("attente", 30));
        var rows = Enumerable.Range(1, 20).Select(i => $"{i}{delimiter}\"{comment}\"");

        var read = await AFolder.ReadAsync(_folder.Write("a.csv", $"id{delimiter}texte\n" + string.Join('\n', rows)));

        Assert.Equal(delimiter, read.Description.Delimiter);
        Assert.Equal(20, read.Comments.Count);
        Assert.All(read.Texts, text => Assert.Equal(comment, text));
    }

    [Theory]
    [InlineData("utf-8", "utf-8")]
    [InlineData("windows-1252", "windows-1252")]
    [InlineData("ibm850", "ibm850")]
    [InlineData("macintosh", "macintosh")]
    [InlineData("utf-16", "utf-16")]
    [InlineData("utf-16BE", "utf-16BE")]
    [InlineData("utf-32", "utf-32")]
    public async Task The_encoding_is_found_out(string written, string found)
    {
        const string Text = "texte;service\nTrès bonne équipe, très à l'écoute, déjà hospitalisé là;Pédiatrie\nRepas immangé;Réa\n";

        var read = await AFolder.ReadAsync(_folder.Write("a.csv", Text, Encoding.GetEncoding(written)));

        Assert.Equal(found, read.Description.Encoding);
        Assert.Equal(["Très bonne équipe, très à l'écoute, déjà hospitalisé là", "Repas immangé"], read.Texts);
        Assert.Equal(["Pédiatrie", "Réa"], read.Comments.Select(comment => comment.Service));
    }

    [Fact]
    public async Task Utf_16_without_its_mark_is_recognised()
    {
        var read = await AFolder.ReadAsync(
            _folder.Write("a.csv", new UnicodeEncoding(bigEndian: false, byteOrderMark: false).GetBytes("texte;service\nDéçu;Réa\n")));

        Assert.Equal(["Déçu"], read.Texts);
    }

    [Fact]
    public async Task A_line_in_another_encoding_spoils_no_other()
    {
        byte[] content =
        [
            .. Encoding.UTF8.GetBytes("id;texte\n1;Très bien reçu à l’accueil\n2;Équipe dévouée\n"),
            .. Encoding.GetEncoding("windows-1252").GetBytes("3;Délai trop long, été étouffant\n"),
            .. Encoding.UTF8.GetBytes("4;Merci à l’équipe de réa\n"),
        ];

        var read = await AFolder.ReadAsync(_folder.Write("a.csv", content));

        Assert.Equal(
            ["Très bien reçu à l’accueil", "Équipe dévouée", "Délai trop long, été étouffant", "Merci à l’équipe de réa"], read.Texts);
        Assert.Contains("mêle plusieurs encodages", Assert.Single(read.Description.Notes), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_text_over_several_lines_and_doubled_quotes_are_one_comment()
    {
        var read = await AFolder.ReadAsync(_folder.Write(
            "a.csv", "id;texte\r\n1;\"Accueil \"\"parfait\"\".\r\n\r\nRepas ; froid\"\r\n2;Bien\r\n"));

        Assert.Equal(["Accueil \"parfait\".\n\nRepas ; froid", "Bien"], read.Texts);
        Assert.Equal([2L, 5L], read.Comments.Select(comment => comment.Line));
    }

    [Fact]
    public async Task A_quote_that_is_never_closed_costs_its_own_line_alone()
    {
        var read = await AFolder.ReadAsync(_folder.Write(
            "a.csv", "id;texte\n1;Bien\n2;\"Jamais fermé\n3;Suite\n4;\"Entre guillemets\"\n5;\"Encore jamais\n6;Fin\n"));

        Assert.Equal(["Bien", "Suite", "Entre guillemets", "Fin"], read.Texts);
        Assert.Equal([3L, 6L], read.Problems.Select(problem => problem.Line));
        Assert.Equal(
            "Guillemet \" ouvert et jamais fermé : ligne non lue, la lecture reprend à la suivante.", read.Problems[0].Reason);
        Assert.All(read.Problems, problem => Assert.False(problem.IsKept));
    }

    [Fact]
    public async Task A_line_with_too_many_or_too_few_fields_is_reported_with_its_number_and_the_others_are_read()
    {
        var read = await AFolder.ReadAsync(_folder.Write(
            "a.csv", "id;texte;service\n1;Bien;Réa\n2;Accueil froid; attente longue;Réa\nsuite du texte\n4;Merci;Réa\n5;Trop;Réa;;\n"));

        Assert.Equal(["Bien", "Merci", "Trop"], read.Texts);
        Assert.Equal([3L, 4L], read.Problems.Select(problem => problem.Line));
        Assert.StartsWith("4 champs au lieu de 3", read.Problems[0].Reason, StringComparison.Ordinal);
        Assert.StartsWith("1 champ au lieu de 3", read.Problems[1].Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_value_that_cannot_be_read_is_left_out_and_the_comment_is_kept()
    {
        var read = await AFolder.ReadAsync(
            _folder.Write("a.csv", "texte;champ;date;score\nBon accueil;positif;31/02/2026;8,5\nRepas froid;bof;04/2026;dix\n"),
            columns: "champ=champ,date=date,score=score");

        Assert.Equal([Box.Positive, Box.Unknown], read.Comments.Select(comment => comment.Box));
        Assert.Equal([null, new DateOnly(2026, 4, 1)], read.Comments.Select(comment => comment.Month));
        Assert.Equal([8.5, null], read.Comments.Select(comment => comment.Score));
        Assert.Equal(3, read.Problems.Count);
        Assert.All(read.Problems, problem => Assert.True(problem.IsKept));
        Assert.Equal(
            "Colonne « date » : « 31/02/2026 » n’est pas une date (par exemple 26/11/2026) ; commentaire gardé sans elle.",
            read.Problems[0].Reason);
    }

    [Fact]
    public async Task An_e_satis_export_gives_two_comments_in_a_row_one_for_each_box()
    {
        var read = await AFolder.ReadAsync(_folder.Write(
            "a.csv",
            "Date de sortie;Service;Score;Commentaire positif;Commentaire négatif\n"
            + "02/01/2026;Chirurgie A;78;Personnel aux petits soins;Repas vraiment froid le soir\n"
            + "05/01/2026;Chirurgie A;91;Tout était parfait du début à la fin;\n"
            + "09/02/2026;Urgences;;;Six heures d'attente sur une chaise\n"
            + "10/02/2026;Urgences;40;;\n"));

        Assert.Equal(
            new ColumnMapping(
                Positive: "Commentaire positif", Negative: "Commentaire négatif", Date: "Date de sortie", Service: "Service", Score: "Score"),
            read.Mapping);
        Assert.Equal(
            [
                ("Personnel aux petits soins", Box.Positive), ("Repas vraiment froid le soir", Box.Negative),
                ("Tout était parfait du début à la fin", Box.Positive), ("Six heures d'attente sur une chaise", Box.Negative),
            ],
            read.Comments.Select(comment => (comment.Text, comment.Box)));
        Assert.Equal([1L, 1, 2, 3], read.Comments.Select(comment => comment.Row));
        Assert.Empty(read.Problems);
    }

    [Fact]
    public async Task A_megabyte_a_nul_emoji_and_right_to_left_text_survive()
    {
        var long1 = new string('é', 1_000_000);
        var read = await AFolder.ReadAsync(_folder.Write(
            "a.csv", $"id;texte\n1;{long1}\n2;avant\0après\n3;Merci 👩‍⚕️🙏\n4;شكرا جزيلا\n5;=HYPERLINK(\"x\")\n"));

        Assert.Equal([long1, "avant\0après", "Merci 👩‍⚕️🙏", "شكرا جزيلا", "=HYPERLINK(\"x\")"], read.Texts);
    }

    [Fact]
    public async Task A_file_of_one_column_without_a_header_is_read_whole()
    {
        var read = await AFolder.ReadAsync(_folder.Write(
            "a.txt", "Accueil souriant, merci à toute l'équipe de nuit.\nRepas froids, trop d'attente.\nRAS\n"));

        Assert.False(read.Description.HasHeader);
        Assert.Null(read.Description.Delimiter);
        Assert.Equal(3, read.Comments.Count);
        Assert.Equal("colonne 1", read.Mapping.Text);
    }

    [Fact]
    public async Task Json_lines_are_read_and_a_broken_line_is_reported()
    {
        var read = await AFolder.ReadAsync(_folder.Write(
            "a.jsonl",
            "{\"id\": 1, \"texte\": \"Très bon accueil\", \"champ\": \"positif\"}\n{\"texte\": \n[1]\n\n"
            + "{\"id\": 2, \"texte\": \"Attente\\nlongue\", \"champ\": null, \"plus\": {\"a\": 1}}\n"));

        Assert.Equal("JSON Lines", read.Description.Format);
        Assert.Equal(["Très bon accueil", "Attente\nlongue"], read.Texts);
        Assert.Equal([Box.Positive, Box.Unknown], read.Comments.Select(comment => comment.Box));
        Assert.Equal([2L, 3L], read.Problems.Select(problem => problem.Line));
        Assert.Equal(5, read.Comments[1].Line);
    }

    [Fact]
    public async Task A_compressed_file_is_read_as_the_plain_one()
    {
        var read = await AFolder.ReadAsync(_folder.WriteGzip("a.csv.gz", Encoding.UTF8.GetBytes("id;texte\n1;Bien\n2;Déçu\n")));

        Assert.Equal("CSV (gzip)", read.Description.Format);
        Assert.Equal(["Bien", "Déçu"], read.Texts);
    }

    [Fact]
    public async Task A_file_that_unpacks_without_end_is_refused()
    {
        // 300 MB of the same letter take 300 KB packed: 1,000 to 1.
        var line = Encoding.UTF8.GetBytes(new string('a', 999) + "\n");
        using (var stream = new System.IO.Compression.GZipStream(
            File.Create(_folder.File("bombe.csv.gz")), System.IO.Compression.CompressionLevel.SmallestSize))
        {
            for (var i = 0; i < 300_000; i++)
                stream.Write(line);
        }

        var refused = await Assert.ThrowsAsync<InvalidDataException>(() => AFolder.ReadAsync(_folder.File("bombe.csv.gz")));

        Assert.Contains("se déplie en plus de 64 Mo", refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "Le fichier est vide.")]
    [InlineData("%PDF-1.7\n", "Ce fichier est un PDF.")]
    [InlineData("\n\n\n", "Le fichier ne contient aucune ligne lisible.")]
    [InlineData("{pas du json\n", "Le fichier commence comme du JSON")]
    public async Task What_cannot_be_read_is_refused_with_what_to_do(string content, string message)
    {
        var refused = await Assert.ThrowsAsync<InvalidDataException>(() => AFolder.ReadAsync(_folder.Write("a.csv", content)));

        Assert.StartsWith(message, refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_chosen_column_replaces_the_proposed_one_and_an_unknown_one_is_refused()
    {
        var path = _folder.Write("a.csv", "Remarque, libre;Autre;Jour\nBien;Très bon accueil de tous;01/02/2026\n");

        var read = await AFolder.ReadAsync(path, columns: "texte=remarque libre,date=");
        var refused = await Assert.ThrowsAsync<InvalidDataException>(() => AFolder.ReadAsync(path, columns: "texte=Texte"));

        Assert.Equal(new ColumnMapping(Text: "Remarque, libre"), read.Mapping);
        Assert.Equal(
            "La colonne « Texte » n’est pas dans le fichier. Colonnes du fichier : Remarque, libre, Autre, Jour.", refused.Message);
    }

    [Fact]
    public async Task Choices_of_a_person_hold_against_what_was_found_out()
    {
        var read = await AFolder.ReadAsync(
            _folder.Write("a.csv", "a,b;c,d\n1,2;3,4\n"), new SourceChoices(Delimiter: ',', HasHeader: false, Encoding: "iso-8859-15"),
            "texte=colonne 2");

        Assert.Equal(["b;c", "2;3"], read.Texts);
        Assert.Equal("iso-8859-15", read.Description.Encoding);
    }

    [Fact]
    public void Whatever_is_written_with_quotes_is_read_back() =>
        Gen.String[Gen.Char["ab;\"\n,é'"], 0, 12].Array[1, 4].Array[1, 6].Sample(
            rows =>
            {
                var width = rows[0].Length;
                var even = rows.Select(row => Enumerable.Range(0, width).Select(i => row[i % row.Length]).ToArray()).ToArray();
                var text = string.Join("\n", even.Select(row => string.Join(
                    ";", row.Select(field => "\"" + field.Replace("\"", "\"\"", StringComparison.Ordinal) + "\""))));
                var lines = text.Split('\n').Select((line, i) => new TextLine(i + 1, line, false));

                var read = new DelimitedText(lines, ';', '"').Records().ToList();

                Assert.Equal(even.SelectMany(row => row), read.SelectMany(record => record.Fields));
            },
            seed: "0000000000000", iter: 2_000);

    [Fact]
    public async Task Ten_thousand_hostile_lines_are_each_read_or_reported()
    {
        var random = new Random(20261126);
        var pieces = new[]
        {
            "\"", ";", "=cmd|' /C calc'!A0", "<script>alert(1)</script>", "\0", "é", "\u202e", "👍", "+1", "@SUM(1)", "\t", "''", "\\", " ",
            "mot", "\ud800",
        };
        var content = new List<byte>(Encoding.UTF8.GetBytes("id;texte\n"));
        for (var i = 0; i < 10_000; i++)
        {
            var text = string.Concat(Enumerable.Range(0, random.Next(1, 9)).Select(_ => pieces[random.Next(pieces.Length)]));
            var encoding = random.Next(3) == 0 ? Encoding.GetEncoding("windows-1252") : Encoding.UTF8;
            content.AddRange(encoding.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{i};x{text}\n")));
        }

        var read = await AFolder.ReadAsync(_folder.Write("a.csv", [.. content]), new SourceChoices(Delimiter: ';'), "texte=texte");

        Assert.Equal(10_000, read.Comments.Count + read.Problems.Count(problem => !problem.IsKept));
        Assert.True(read.Comments.Count > 5_000, $"Only {read.Comments.Count} lines were read.");
    }
}
