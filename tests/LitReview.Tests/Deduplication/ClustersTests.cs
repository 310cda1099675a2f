using LitReview.Citations;
using LitReview.Deduplication;

namespace LitReview.Tests.Deduplication;

/// <summary>Groups of references that are one document, and what keeps two groups apart.</summary>
public class ClustersTests
{
    private static readonly Citation Bare = new() { Title = "A dressing", Source = new SourceRecord("a.ris", "RIS", null, 1, 1, "a") };

    [Fact]
    public void Groups_grow_by_joins_of_joined_and_are_listed_in_the_order_of_their_first()
    {
        var clusters = Of(Bare, Bare, Bare, Bare, Bare, Bare, Bare);

        clusters.Join(6, 3);
        clusters.Join(5, 1);
        clusters.Join(4, 5);
        Assert.Equal([[1, 4, 5], [3, 6]], clusters.Groups());

        clusters.Join(6, 4);
        clusters.Join(3, 1); // both are in one group already
        clusters.Join(2, 0);

        Assert.Equal([[0, 2], [1, 3, 4, 5, 6]], clusters.Groups());
        Assert.Equal([0, 1, 0, 1, 1, 1, 1], Enumerable.Range(0, 7).Select(clusters.Root));
        Assert.Equal([1, 3, 4, 5, 6], clusters.Members(5).Order());
        Assert.Equal([0, 2], clusters.Members(2).Order());
    }

    [Fact]
    public void A_reference_alone_is_its_own_group_and_no_group_of_the_list()
    {
        var clusters = Of(Bare, Bare);

        Assert.Equal([1], clusters.Members(1));
        Assert.Empty(clusters.Groups());
        Assert.Null(clusters.Obstacle(0, 1));
    }

    [Theory]
    [InlineData(0, 2)]
    [InlineData(2, 0)]
    [InlineData(1, 3)]
    [InlineData(3, 0)]
    public void A_no_between_any_two_members_keeps_their_groups_apart(int one, int other)
    {
        var clusters = Of(Bare, Bare, Bare, Bare, Bare);
        clusters.Join(0, 1);
        clusters.Join(2, 3);
        clusters.KeepApart(one, other);

        Assert.All([(0, 2), (1, 3), (3, 1), (2, 0)], pair =>
            Assert.Equal("une personne a dit que ce ne sont pas des doublons", clusters.Obstacle(pair.Item1, pair.Item2)));
        Assert.Null(clusters.Obstacle(0, 4));
        Assert.Null(clusters.Obstacle(4, 3));
    }

    [Fact]
    public void A_no_to_one_reference_is_no_obstacle_to_another()
    {
        var clusters = Of(Bare, Bare, Bare, Bare);
        clusters.KeepApart(0, 1);
        clusters.KeepApart(2, 3);

        Assert.Null(clusters.Obstacle(0, 2));
        Assert.Null(clusters.Obstacle(3, 1));
    }

    [Fact]
    public void Groups_with_other_identifiers_stay_apart_and_the_obstacle_is_named()
    {
        var clusters = Of(
            Bare with { Doi = "10.5555/a", PubMedId = "1" }, Bare with { Doi = "10.5555/b", PubMedId = "1" }, Bare with { Doi = "10.5555/a", PubMedId = "2" }, Bare,
            Bare with { Doi = "10.5555/c", PubMedId = "3", Kind = CitationKind.Preprint });

        Assert.Equal("leurs groupes ont des DOI différents", clusters.Obstacle(0, 1));
        Assert.Equal("leurs groupes ont des PMID différents", clusters.Obstacle(0, 2));
        Assert.Equal("leurs groupes ont des DOI différents", clusters.Obstacle(1, 2));
        Assert.Null(clusters.Obstacle(0, 3));
        Assert.Null(clusters.Obstacle(3, 0));
        Assert.Null(clusters.Obstacle(0, 4)); // a preprint has identifiers of its own

        clusters.Join(3, 0);
        Assert.Equal("leurs groupes ont des DOI différents", clusters.Obstacle(1, 3));
    }

    private static Clusters Of(params Citation[] references) => new([.. references.Select(reference => new Fingerprint(reference, "a"))]);
}
