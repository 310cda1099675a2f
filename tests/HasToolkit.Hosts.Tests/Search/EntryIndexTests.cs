using HasToolkit.Search.Entries;
using HasToolkit.Search.Indexing;

namespace HasToolkit.Hosts.Tests.Search;

/// <summary>The index of plain values: languages, words, rights, damage.</summary>
public sealed class EntryIndexTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("has-entries-").FullName;
    private EntryIndex _index;

    public EntryIndexTests()
    {
        _index = EntryIndex.Open(_folder);
        _index.Replace(new OwnerMark("d1", "h1"),
        [
            AnEntry("d1/1", "dossiers", "LPPR-1", "GLYCOGUIDE", "Boucle semi-fermée pour les personnes diabétiques, à l’hôpital comme à la maison."),
            AnEntry("d1/2", "travail", "LPPR-1", "GLYCOGUIDE", "Question confidentielle sur la pompe à insuline."),
        ]);
        _index.Replace(new OwnerMark("d2", "h2"), [AnEntry("d2/1", "dossiers", "LPPR-2", "CARDIOVEILLE", "Électrocardiogramme ambulatoire et télésurveillance.")]);
        _index.Append(new OwnerMark("r1", "1"),
        [
            AnEntry("r1/1", "revues", "", "Randomised trials of telemonitoring", "Patients were monitored at home.", EntryGroup.References, EntryLanguage.English),
        ]);
        _index.Commit();
    }

    public void Dispose()
    {
        _index.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [Theory]
    [InlineData("diabetique", 1)]
    [InlineData("diabétiques", 1)]
    [InlineData("l’hôpital", 1)]
    [InlineData("hopitaux", 1)]
    [InlineData("électrocardiogrammes", 1)]
    [InlineData("monitor", 1)]
    [InlineData("randomised trial", 1)]
    [InlineData("boucle maison", 1)]
    [InlineData("boucle cardioveille", 0)]
    [InlineData("\"à la maison\"", 1)]
    [InlineData("\"la maison à\"", 0)]
    [InlineData("élec*", 1)]
    [InlineData("boucle -diabétique", 0)]
    [InlineData("le glycoguide de la", 1)]
    [InlineData("« boucle semi-fermée »", 1)]
    [InlineData("\"jamais fermé", 0)]
    public void Words_are_found_in_their_forms_in_both_languages(string text, int expected) =>
        Assert.Equal(expected, Find(text, "dossiers", "revues").Count);

    [Theory]
    [InlineData("")]
    [InlineData("   ")]
    [InlineData("***")]
    [InlineData("\"")]
    [InlineData("-")]
    [InlineData("?!:()[]{}^~\\/+&|")]
    public void What_has_no_word_finds_nothing_and_is_no_error(string text) => Assert.Equal(0, Find(text, "dossiers").Count);

    [Fact]
    public void A_closed_subject_or_scope_is_neither_listed_nor_counted_nor_suggested()
    {
        Assert.Equal(2, Find("glycoguide", "dossiers", "travail").Count);
        Assert.Equal(1, Find("glycoguide", "dossiers").Count);
        var deported = new Reach([new ReachScope("dossiers", ["LPPR-1"]), new ReachScope("travail", ["LPPR-1"])]);
        Assert.Equal(0, _index.Find(new SearchQuestion("glycoguide", deported)).Count);

        // « glycoguid » is one letter away: it is suggested to who may find it, and to nobody else.
        Assert.Equal(["glycoguide"], Find("glycoguyde", "dossiers").Suggestions);
        Assert.Empty(_index.Find(new SearchQuestion("glycoguyde", deported)).Suggestions);
        Assert.Empty(_index.Find(new SearchQuestion("glycoguide", Reach.Nothing)).Groups);
    }

    [Fact]
    public void What_was_looked_for_is_marked_in_the_words_of_the_text()
    {
        var found = Assert.Single(Assert.Single(Find("diabetique hopital", "dossiers").Groups).Entries);

        Assert.Equal(
            ["diabétiques", "hôpital"], found.Excerpt.Marks.Select(mark => found.Excerpt.Text.Substring(mark.Start, mark.Length)));
    }

    [Fact]
    public void What_an_owner_has_comes_and_goes_with_its_mark()
    {
        Assert.Equal("h1", _index.Marks()["d1"]);
        _index.Replace(new OwnerMark("d1", "h3"), [AnEntry("d1/1", "dossiers", "LPPR-1", "GLYCOGUIDE", "Autre texte.")]);
        _index.Remove("d2");
        _index.Commit();

        Assert.Equal(0, Find("boucle", "dossiers").Count);
        Assert.Equal(1, Find("autre", "dossiers").Count);
        Assert.Equal(0, Find("cardioveille", "dossiers").Count);
        Assert.Equal("h3", _index.Marks()["d1"]);
        Assert.False(_index.Marks().ContainsKey("d2"));
    }

    [Fact]
    public void It_is_there_again_after_a_stop_and_begun_anew_when_a_file_is_damaged()
    {
        _index.Dispose();
        _index = EntryIndex.Open(_folder);
        Assert.Equal(1, Find("cardioveille", "dossiers").Count);
        _index.Dispose();

        foreach (var file in Directory.GetFiles(Path.Combine(_folder, "entrees")).Where(file => !file.EndsWith(".lock", StringComparison.Ordinal)))
        {
            var bytes = File.ReadAllBytes(file);
            for (var at = bytes.Length / 3; at < bytes.Length; at += 7)
                bytes[at] ^= 0x5a;
            File.WriteAllBytes(file, bytes);
        }

        _index = EntryIndex.Open(_folder);
        Assert.True(_index.IsWriter);
        Assert.Empty(_index.Marks());
        Assert.Equal(0, Find("cardioveille", "dossiers").Count);
    }

    [Fact]
    public void A_second_program_reads_what_the_first_has_written()
    {
        using var second = EntryIndex.Open(_folder);
        Assert.False(second.IsWriter);
        Assert.Equal(1, second.Find(new SearchQuestion("cardioveille", new Reach([new ReachScope("dossiers", [])]))).Count);

        _index.Replace(new OwnerMark("d3", "h"), [AnEntry("d3/1", "dossiers", "LPPR-3", "SOMNEO", "Orthèse.")]);
        _index.Commit();

        Assert.Equal(1, second.Find(new SearchQuestion("somneo", new Reach([new ReachScope("dossiers", [])]))).Count);
        Assert.Throws<InvalidOperationException>(() => second.Remove("d1"));
    }

    private SearchAnswer Find(string text, params string[] scopes) =>
        _index.Find(new SearchQuestion(text, new Reach([.. scopes.Select(scope => new ReachScope(scope, []))])));

    private static Entry AnEntry(
        string key, string scope, string subject, string title, string text, EntryGroup group = EntryGroup.Dossiers,
        EntryLanguage language = EntryLanguage.French) => new(key, group, scope, subject, title, text, "/" + key, "essai", "", language);
}
