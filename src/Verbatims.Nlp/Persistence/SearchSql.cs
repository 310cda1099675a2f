using System.Linq.Expressions;
using Verbatims.Nlp.Search;

namespace Verbatims.Nlp.Persistence;

/// <summary>A search as a condition on stored comments, which both databases evaluate.</summary>
internal static class SearchSql
{
    public static Expression<Func<CommentRow, bool>> Of(BooleanSearch search)
    {
        var row = Expression.Parameter(typeof(CommentRow), "row");
        return Expression.Lambda<Func<CommentRow, bool>>(Condition(search.Root, Expression.Property(row, nameof(CommentRow.Folded))), row);
    }

    private static Expression Condition(SearchNode node, Expression folded) => node switch
    {
        SearchNode.Term(var piece) => Expression.Call(
            folded, typeof(string).GetMethod(nameof(string.Contains), [typeof(string)])!, Parameter(piece)),
        SearchNode.Each(var parts) => parts.Select(part => Condition(part, folded)).Aggregate(Expression.AndAlso),
        SearchNode.Any(var parts) => parts.Select(part => Condition(part, folded)).Aggregate(Expression.OrElse),
        SearchNode.Not(var part) => Expression.Not(Condition(part, folded)),
        _ => throw new ArgumentOutOfRangeException(nameof(node), node, "Unknown part of a search."),
    };
    // A field of an object is handed over as a parameter: searches of one form share one translated query.
    private static MemberExpression Parameter(string piece) => Expression.Field(Expression.Constant(new Piece(piece)), nameof(Piece.Text));

    private sealed class Piece(string text)
    {
        public readonly string Text = text;
    }
}
