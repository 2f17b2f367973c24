/**
 * 256 words for bytes: common things of 3 to 9 letters that are not mistaken for each other when
 * read aloud; two differ in more than one letter, and in their first four.
 */
export const WORDS: readonly string[] = `
  acorn actor album amber angle apple april arena armor arrow atlas bacon badge bagel baker
  bamboo banjo barrel basket beaver beetle bishop blanket blossom bottle branch bread bridge
  broom bubble bucket butter cabin cactus camel candle canoe canyon carpet castle cedar cello
  chalk cherry chimney circus clock cloud clover cobra coffee comet compass copper coral cotton
  cousin cradle crayon crown cushion dagger daisy dentist desert diamond dinner dollar dolphin
  dragon drum eagle easel echo elbow elephant emerald engine envelope falcon farmer feather
  fiddle flute forest fossil fountain fox galaxy garden garlic gazelle ginger giraffe glacier
  goblet guitar gypsum hammer harbor harvest hazel helmet hermit honey hotel hurdle iceberg
  igloo insect island ivory jacket jaguar jasmine jelly jewel jigsaw jungle kayak kettle kitchen
  kiwi knight ladder lagoon lantern lemon leopard lettuce library lizard lobster magnet mammoth
  mango maple marble meadow medal melon mirror monkey mosquito muffin museum mustard napkin
  necklace needle nickel noodle nutmeg oasis oboe ocean olive onion opera orchid ostrich otter
  oven oyster paddle palace panda parrot peach peanut pebble pelican pencil pepper piano pigeon
  pillow pilot pirate planet plum polar potato prism pumpkin puppet pyramid quartz quilt rabbit
  raccoon radish raven ribbon river robin rocket saffron salmon sandal satin saxophone scarf
  school seagull shadow shovel silver skeleton slipper snail soldier spider spinach squirrel
  stadium statue suitcase sultan sunset swan syrup table tailor teapot temple thimble thunder
  tiger toast tomato tornado trumpet tulip tunnel turtle umbrella unicorn valley vanilla velvet
  village violin volcano voyage waffle wagon walnut walrus water whale whistle window winter
  zebra zipper
`
  .trim()
  .split(/\s+/);
