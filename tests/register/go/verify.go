// Verify checks a register by the packages note and tlog of the Go project alone; it shares no code with congkhai.
//
// Usage: verify FOLDER KEY [-head FILE]... [-proof FILE]...
//
// KEY may be an earlier key of the log: it is followed to today's through the file keys, each step under its signature.
// Every entry is hashed again, every tile is made again and compared, the root must be the signed one, earlier heads must be
// beginnings of the log, and each proof must lead to a signed head of the log that holds its entry.
package main

import (
	"bytes"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

const (
	height   = 8
	width    = 1 << height
	maxEntry = 4096
)

var (
	number = regexp.MustCompile(`^(0|[1-9][0-9]{0,15})$`)
	word   = regexp.MustCompile(`^[a-z0-9._:/-]{1,120}$`)
)

// hashes is a whole tree in memory, in the order of tlog.StoredHashIndex.
type hashes []tlog.Hash

func (h hashes) ReadHashes(indexes []int64) ([]tlog.Hash, error) {
	found := make([]tlog.Hash, len(indexes))
	for i, index := range indexes {
		if index >= int64(len(h)) {
			return nil, errors.New("no such hash")
		}
		found[i] = h[index]
	}
	return found, nil
}

// tiles reads tiles from a folder; Go names them by their height too, which the format leaves out.
type tiles struct{ folder string }

func (t tiles) Height() int { return height }

func (t tiles) SaveTiles([]tlog.Tile, [][]byte) {}

func (t tiles) ReadTiles(wanted []tlog.Tile) ([][]byte, error) {
	found := make([][]byte, len(wanted))
	for i, tile := range wanted {
		content, err := os.ReadFile(filepath.Join(t.folder, pathOf(tile)))
		if err != nil {
			return nil, err
		}
		found[i] = content
	}
	return found, nil
}

func pathOf(tile tlog.Tile) string {
	return strings.Replace(tile.Path(), "tile/8/", "tile/", 1)
}

func decoded(text string) (tlog.Hash, error) {
	content, err := base64.StdEncoding.Strict().DecodeString(text)
	if err != nil || len(content) != tlog.HashSize {
		return tlog.Hash{}, errors.New("no hash: " + text)
	}
	return tlog.Hash(*(*[tlog.HashSize]byte)(content)), nil
}

// signedTree returns the tree of a head that the key has signed.
func signedTree(content []byte, verifier note.Verifier) (tlog.Tree, error) {
	opened, err := note.Open(content, note.VerifierList(verifier))
	if err != nil {
		return tlog.Tree{}, err
	}
	lines := strings.Split(opened.Text, "\n")
	if len(lines) < 4 || lines[0] != verifier.Name() || !number.MatchString(lines[1]) {
		return tlog.Tree{}, errors.New("no head of this log")
	}
	size, _ := strconv.ParseInt(lines[1], 10, 64)
	root, err := decoded(lines[2])
	return tlog.Tree{N: size, Hash: root}, err
}

// entriesIn returns the entries of a bundle.
func entriesIn(content []byte) ([][]byte, error) {
	var found [][]byte
	for len(content) > 0 {
		if len(content) < 2 {
			return nil, errors.New("cut bundle")
		}
		length := int(content[0])<<8 | int(content[1])
		if length > maxEntry || len(content) < 2+length {
			return nil, errors.New("cut bundle")
		}
		found = append(found, content[2:2+length])
		content = content[2+length:]
	}
	return found, nil
}

// canonical tells whether an entry is JSON in the one form that a leaf has.
func canonical(entry []byte) bool {
	decoder := json.NewDecoder(bytes.NewReader(entry))
	decoder.UseNumber()
	var found map[string]interface{}
	if decoder.Decode(&found) != nil {
		return false
	}
	again, err := json.Marshal(found)
	if err != nil || !bytes.Equal(again, entry) || found["v"] != json.Number("1") {
		return false
	}
	for _, value := range found {
		if !plain(value, true) {
			return false
		}
	}
	return true
}

func plain(value interface{}, mayBeList bool) bool {
	switch one := value.(type) {
	case json.Number:
		return number.MatchString(one.String())
	case string:
		return word.MatchString(one)
	case []interface{}:
		for _, inner := range one {
			if !plain(inner, false) {
				return false
			}
		}
		return mayBeList
	}
	return false
}

// read returns all entries and the tree that they hash to.
func read(folder string, size int64) (entries [][]byte, tree hashes, err error) {
	for first := int64(0); first < size; first += width {
		tile := tlog.Tile{H: height, L: 0, N: first / width, W: width}
		if size-first < width {
			tile.W = int(size - first)
		}
		path := strings.Replace(pathOf(tile), "tile/0/", "tile/entries/", 1)
		content, err := os.ReadFile(filepath.Join(folder, path))
		if err != nil {
			return nil, nil, err
		}
		bundle, err := entriesIn(content)
		if err != nil || len(bundle) != tile.W {
			return nil, nil, fmt.Errorf("%s: %v, %d entries", path, err, len(bundle))
		}
		for _, entry := range bundle {
			if !canonical(entry) {
				return nil, nil, fmt.Errorf("entry %d is no leaf", len(entries))
			}
			stored, err := tlog.StoredHashesForRecordHash(int64(len(entries)), tlog.RecordHash(entry), tree)
			if err != nil {
				return nil, nil, err
			}
			entries, tree = append(entries, entry), append(tree, stored...)
		}
	}
	return entries, tree, nil
}

// checkTiles compares every tile with the entries; of a tile that is growing, the one of this size.
func checkTiles(folder string, size int64, tree hashes) error {
	for level := 0; size > 0; level, size = level+1, size/width {
		for first := int64(0); first < size; first += width {
			tile := tlog.Tile{H: height, L: level, N: first / width, W: width}
			if size-first < width {
				tile.W = int(size - first)
			}
			content, err := os.ReadFile(filepath.Join(folder, pathOf(tile)))
			if err != nil {
				return err
			}
			made, err := tlog.ReadTileData(tile, tree)
			if err != nil || !bytes.Equal(made, content) {
				return fmt.Errorf("%s: not what the entries make it", pathOf(tile))
			}
		}
	}
	return nil
}

// checkHead proves, by the tiles alone, that the log grew out of an earlier head.
func checkHead(folder string, now, earlier tlog.Tree) error {
	if earlier.N > now.N || earlier.N == 0 {
		return errors.New("an earlier head of more entries, or of none")
	}
	proof, err := tlog.ProveTree(now.N, earlier.N, tlog.TileHashReader(now, tiles{folder}))
	if err != nil {
		return err
	}
	return tlog.CheckTree(proof, now.N, now.Hash, earlier.N, earlier.Hash)
}

// checkProof checks a .tlog-proof file about an entry of the log.
func checkProof(content []byte, signedHead func([]byte) (tlog.Tree, error), entries [][]byte) error {
	head, signed, found := strings.Cut(string(content), "\n\n")
	lines := strings.Split(head, "\n")
	if found && len(lines) > 1 && strings.HasPrefix(lines[1], "extra ") {
		lines = append(lines[:1], lines[2:]...)
	}
	if !found || len(lines) < 2 || lines[0] != "c2sp.org/tlog-proof@v1" {
		return errors.New("no proof")
	}
	text := strings.TrimPrefix(lines[1], "index ")
	index, err := strconv.ParseInt(text, 10, 64)
	if err != nil || text == lines[1] || !number.MatchString(text) || index >= int64(len(entries)) {
		return errors.New("no index")
	}
	var proof tlog.RecordProof
	for _, line := range lines[2:] {
		hash, err := decoded(line)
		if err != nil {
			return err
		}
		proof = append(proof, hash)
	}
	tree, err := signedHead([]byte(signed))
	if err != nil {
		return err
	}
	if index >= tree.N {
		return errors.New("no such entry")
	}
	return tlog.CheckRecord(proof, tree.N, tree.Hash, index, tlog.RecordHash(entries[index]))
}

// term is a key and the size of the tree at which it took over.
type term struct {
	since int64
	key   string
}

// termsIn reads the file keys; a log that never changed its key has none.
func termsIn(folder, key string) ([]term, error) {
	content, err := os.ReadFile(filepath.Join(folder, "keys"))
	if errors.Is(err, os.ErrNotExist) {
		return []term{{0, key}}, nil
	}
	var found []term
	for _, line := range strings.Split(strings.TrimSuffix(string(content), "\n"), "\n") {
		size, text, _ := strings.Cut(line, " ")
		since, err := strconv.ParseInt(size, 10, 64)
		if err != nil || !number.MatchString(size) || (len(found) == 0) != (since == 0) {
			return nil, errors.New("keys: no list of keys")
		}
		if len(found) > 0 && since <= found[len(found)-1].since {
			return nil, errors.New("keys: out of order")
		}
		found = append(found, term{since, text})
	}
	return found, nil
}

// names tells whether a leaf names a key.
func names(entry []byte, kind, key string) bool {
	var leaf struct {
		K      string `json:"k"`
		Digest string `json:"digest"`
	}
	digest := sha256.Sum256([]byte(key + "\n"))
	return json.Unmarshal(entry, &leaf) == nil && leaf.K == kind && leaf.Digest == hex.EncodeToString(digest[:])
}

// checkTerms proves that each key was named by a leaf under a head that the key before has signed.
func checkTerms(folder string, found []term, now tlog.Tree, entries [][]byte) error {
	if len(found) > 1 && !names(entries[0], "genesis", found[0].key) {
		return errors.New("keys: the log began with another")
	}
	for i := 1; i < len(found); i++ {
		size := found[i].since
		if size > now.N || !names(entries[size-1], "key", found[i].key) {
			return errors.New("keys: no leaf names this one")
		}
		verifier, err := note.NewVerifier(found[i-1].key)
		if err != nil {
			return err
		}
		content, err := os.ReadFile(filepath.Join(folder, "heads", strconv.FormatInt(size, 10)))
		if err != nil {
			return err
		}
		handed, err := signedTree(content, verifier)
		if err != nil || handed.N != size {
			return errors.New("keys: not handed on by the key before")
		}
		if err := checkHead(folder, now, handed); err != nil {
			return err
		}
	}
	for index, entry := range entries {
		var leaf struct {
			K string `json:"k"`
		}
		if json.Unmarshal(entry, &leaf) == nil && leaf.K == "key" {
			isListed := false
			for _, one := range found {
				isListed = isListed || one.since == int64(index)+1
			}
			if !isListed {
				return errors.New("keys: a leaf names one that is not listed")
			}
		}
	}
	return nil
}

// anyOf returns the tree of a head that one of the keys has signed in its time.
func anyOf(found []term) func([]byte) (tlog.Tree, error) {
	return func(content []byte) (tlog.Tree, error) {
		for i, one := range found {
			verifier, err := note.NewVerifier(one.key)
			if err != nil {
				return tlog.Tree{}, err
			}
			tree, err := signedTree(content, verifier)
			if err == nil && tree.N >= one.since && (i+1 == len(found) || tree.N <= found[i+1].since) {
				return tree, nil
			}
		}
		return tlog.Tree{}, errors.New("no head of this log")
	}
}

func verify(folder, key string, more []string) error {
	found, err := termsIn(folder, key)
	if err != nil {
		return err
	}
	isKnown := false
	for _, one := range found {
		isKnown = isKnown || one.key == key
	}
	if !isKnown {
		return errors.New("keys: not the one that the reader knows")
	}
	verifier, err := note.NewVerifier(found[len(found)-1].key)
	if err != nil {
		return err
	}
	content, err := os.ReadFile(filepath.Join(folder, "checkpoint"))
	if err != nil {
		return err
	}
	now, err := signedTree(content, verifier)
	if err != nil {
		return err
	}
	entries, tree, err := read(folder, now.N)
	if err != nil {
		return err
	}
	root, err := tlog.TreeHash(now.N, tree)
	if err != nil || root != now.Hash {
		return errors.New("the entries do not lead to the signed root")
	}
	if err := checkTiles(folder, now.N, tree); err != nil {
		return err
	}
	if err := checkTerms(folder, found, now, entries); err != nil {
		return err
	}
	signed := anyOf(found)
	for i := 0; i+1 < len(more); i += 2 {
		content, err := os.ReadFile(more[i+1])
		if err != nil {
			return err
		}
		if more[i] == "-proof" {
			err = checkProof(content, signed, entries)
		} else if earlier, wrong := signed(content); wrong != nil {
			err = wrong
		} else {
			err = checkHead(folder, now, earlier)
		}
		if err != nil {
			return fmt.Errorf("%s: %v", more[i+1], err)
		}
	}
	fmt.Printf("%d %s\n", now.N, now.Hash)
	return nil
}

func main() {
	if len(os.Args) < 3 {
		fmt.Fprintln(os.Stderr, "verify FOLDER KEY [-head FILE]... [-proof FILE]...")
		os.Exit(2)
	}
	if err := verify(os.Args[1], os.Args[2], os.Args[3:]); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}
